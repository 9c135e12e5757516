"""Words that say nothing about who somebody is: of shared mailboxes, legal forms, trades, generations and places held open."""

# Mailboxes that several people read. Somebody called Post or Office only needs a second sign.
SHARED_MAILBOXES = frozenset(
    "info infos information informations contact contacts kontakt sales verkoop vertrieb ventes vente office kantoor bureau buero hello hi hey hallo bonjour "
    "admin administration enquiries enquiry inquiries inquiry invest investor investors investments mail email post mailbox support help helpdesk service "
    "services team bd busdev business development partnering partnerships partner direction directie management secretariat secretary sekretariat secretaresse "
    "reception onthaal accueil empfang marketing communication communications press presse pers hr jobs careers recruitment rh finance accounting accounts "
    "billing invoices legal compliance general generalmail project projects projet projets projecten export international global europe eu be ceo cfo coo "
    "cso cto noreply no-reply donotreply webmaster postmaster all everyone staff lab labo research".split()
)  # fmt: skip

# Providers whose domain says nothing of an employer, beside those the enquiry form knows by name.
MORE_FREE_MAIL = frozenset(
    "msn.com hotmail.co.uk hotmail.de hotmail.nl hotmail.it live.fr live.nl live.co.uk outlook.fr outlook.de yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.it "
    "yahoo.es yahoo.be rocketmail.com me.com mac.com pm.me proton.me fastmail.com fastmail.fm zoho.com zohomail.com hey.com tutanota.com tuta.io tuta.com "
    "yandex.ru yandex.com bk.ru inbox.ru list.ru rambler.ru 163.com 126.com sina.com sohu.com foxmail.com yeah.net naver.com daum.net hanmail.net rediffmail.com "
    "free.fr sfr.fr neuf.fr bbox.fr numericable.fr voo.be scarlet.be belgacom.net brutele.be edpnet.be kpnmail.nl home.nl xs4all.nl planet.nl hetnet.nl "
    "casema.nl freenet.de arcor.de libero.it virgilio.it tin.it alice.it terra.es telefonica.net btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com "
    "comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net gmx.at gmx.ch bluewin.ch sunrise.ch hispeed.ch uol.com.br bol.com.br "
    "posteo.de mailbox.org duck.com mozmail.com mailinator.com".split()
)  # fmt: skip

DOTS_IGNORED = frozenset({"gmail.com"})
SAME_PROVIDER = {"googlemail.com": "gmail.com"}

LEGAL_FORMS = frozenset(
    "sa nv srl sprl bv bvba vof cv scrl sc asbl vzw aisbl snc gmbh mbh ag se kg ohg ug kgaa ev inc incorporated llc llp lp ltd limited plc corp corporation co "
    "company cie sas sasu sarl eurl sca spa kk ab aps as asa oy oyj pty pte bhd jsc ooo doo zrt kft sro the".split()
)  # fmt: skip

# Words that many organisations share: alike in these alone, two are not alike.
TRADE_WORDS = frozenset(
    "bio biotech biotechs biotechnology biotechnologies biologics biosciences bioscience biopharma biopharmaceutical biopharmaceuticals biomanufacturing biosystems "
    "pharma pharmaceutical pharmaceuticals therapeutics therapies therapy sciences science life lifesciences labs lab laboratory laboratories laboratoire laboratoires "
    "medical medicines medicine health healthcare genomics vaccines vaccine cell gene diagnostics devices group groupe gruppe groep holding holdings ventures "
    "venture capital partners consulting consultants advisory advisors services solutions systems technologies technology tech engineering international global "
    "europe european belgium belgique belgie benelux wallonia wallonie usa us uk france germany deutschland nederland netherlands china india japan university "
    "universite universiteit universitat hospital hopital ziekenhuis klinikum clinic institute institut instituut research recherche foundation fondation stichting "
    "centre center national royal new of de la le les du des et and en und van von der für for".split()
)  # fmt: skip

NO_ORGANISATION = frozenset(
    "private none na n/a no - – unknown test self selfemployed self-employed freelance freelancer independent independant zelfstandige startup start-up "
    "student consultant consulting individual company myself me".split()
)  # fmt: skip

GENERATIONS = frozenset("jr junior sr senior ii iii iv pere fils vader zoon".split())
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir madam m mme mlle monsieur madame mevrouw meneer dhr mevr herr frau ir ing phd md mba msc".split()
)  # fmt: skip
