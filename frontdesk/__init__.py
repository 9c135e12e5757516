"""Frontdesk: the investor-enquiry assistant of an investment-promotion agency."""
