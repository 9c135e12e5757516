"""Leads as files for other programs: JSON, CSV, XLSX and vCard."""

from collections.abc import Mapping

from frontdesk.rendering.lead_files.as_csv import as_csv
from frontdesk.rendering.lead_files.as_json import as_json
from frontdesk.rendering.lead_files.as_vcard import as_vcard
from frontdesk.rendering.lead_files.as_xlsx import as_xlsx
from frontdesk.services.export_leads import LeadFormat, LeadWriter

WRITERS: Mapping[LeadFormat, LeadWriter] = {
    LeadFormat.JSON: as_json,
    LeadFormat.CSV: as_csv,
    LeadFormat.XLSX: as_xlsx,
    LeadFormat.VCARD: as_vcard,
}
