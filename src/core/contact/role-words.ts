const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Words that name a role, in Dutch, English, German and French; also as a part of a longer word (`websupport`). No word here
 * is a common given name or surname: those would let people through.
 */
export const roleWords: ReadonlySet<string> = list(`
	aanmelden aanvragen abuse abuses accounting accounts accueil address addressing adm admin administratie administration administrator
	administrators admins advies afdeling alarm alert alerts algemeen applicatie applications apps assistance assistenza automation
	automatisering backbone backoffice backup bedrijf beheer beheerder beheerders beschwerde bestellingen bestellung beveiliging
	bezpieczenstwo bgp billing boekhouding box buero bureau buro business care carrier cert certificates change cirt ciso client clients
	clientservice cloud colo colocation commercieel complaint complaints compliance computer computing connect connectivity contact contacts
	contactus coordinator copyright core corporate crew csirt customer customercare customers customerservice cvd cyber cybersecurity data
	datacenter datacenters datacentre datacentrum datenschutz ddos debiteuren delivery deploy desk destek development devops devsecops
	dienst diensten direct directie direction director disclosure dispatch dmca dns dnsadm dnsadmin dnsmaster domadm domain domains domein
	domeinen domeinnaam domeinregistratie domreg dpo drift duty edv eigenaar einkauf email eng engineer engineering engineers enquiries
	enquiry enterprise escalation escalations ethernet exploitation facilitair facturatie facturen factuur feedback fiber fibre finance
	financieel firewall fraud fraude front frontdesk functional functioneel gdpr gebruikersbeheer gegevensbescherming gemeente general gnoc
	guvenlik hallo handling hello help helpdesk hilfe hoofd host hoster hosting hostmaster hostmasters hosts hotline huisvesting ict
	ictbeheer incident incidenten incidents info infodesk informatica informatie informatiebeveiliging informatik information informatique
	infos infosec infra infrastructure infrastructuur inkoop innovatie inquiries inquiry installatie integratie intern internet invoice
	invoices ipaddress ipadm ipam ipmaster ipnoc isms isp itadmin itsec juridisch justice kantoor kennis klacht klachten klant klantcontact
	klanten klantenservice kontakt kundendienst kundenservice kwaliteit legal leitstelle lir liradmin mail mailadmin mailbox maildesk
	mailmaster maint maintainer maintenance managed management manager marketing medewerkers meldcentrum melden melding meldingen meldpunt
	migratie misbruik missbrauch mnt monitor monitoring natverk netadm netadmin netbeheer netbetrieb neteng netmaster netops netsec
	nettechnik netwerk netwerkbeheer netwerken network networking networks netz netzbetrieb netzwerk newsletter noc nocs noreply
	notification notifications notify office onderhoud ondersteuning online operacion operaciones operation operational operations operator
	operators ops orders organisatie owner parkbeheer partner partners peering phishing phone planning platform police policy portal postbus
	postmaster presse preventie privacy privacybescherming productie production profiel project projects protect provider provisioning psirt
	purchasing receptie reception rechenzentrum reclamation record recovery redactie redaktion redes reg register registrar registrars
	registratie registration registry relations reply report reporter reporting reports reseau reseaux response responsible rete reti
	revisie ripe ripencc risico risk rma root roots routing rssi safety sales scan school sec secoff secops secretariaat secretariat secure
	securite security seguranca seguridad selfservice server serveradmin serverbeheer servers service servicebureau servicecenter
	servicedesk servicepoint services shop sicherheit sicurezza signalement sistemas site siteadmin smtp soc software soporte spam
	spamreport staff stoermeldung stoerung stoerungen storing storingen storingsdienst supervision suporte supplier support supportdesk
	sysadm sysadmin sysadmins sysbeheer sysmaster sysop sysops systeem systeembeheer system systemadmin systems team teamleider tech
	techdesk technical technicien technics techniek technik technisch technische technologie technology techs techsupport telco telecom
	telecoms telefonie telekom ticket ticketing tickets toezicht transit trust unix uplink user users veiligheid verkauf verkoop verwaltung
	voip vuln vulnerabilities vulnerability wachtdienst web webadmin webbeheer webmaster webmasters website webteam welcome welkom werkplek
	werkplekbeheer whois wholesale wireless zentrale`);

/** Words that name a role only when they are a whole word of the local part: as a part of a longer one they say nothing. */
export const shortRoleWords: ReadonlySet<string> = list(`
	cc cio coo cs csm crm cto dba dc dcs dev dg dsi edi erp fg fin fm hq hr ib ibpd ip ipeng ipmgmt ipnoc isd it itd itsm jz kcc log
	lan ncc net nms nmc null ocs ot pc pki post pr qa rd rz sd sip sla sre sys tac td tls vpn wan www`);

/** Role words that are names too: beside a word that is not understood, or an initial, they may be one (`j.post`, `ib.skov`). */
export const roleNames: ReadonlySet<string> = list(`
	bureau box care carrier core cloud dev duty eng general host hosts ib justice portal post record register risk root roots sales server service sip welcome
	billing staff office algemeen advies scan wan`);

/** Short words that may be a piece of a longer role word: `itsupport`, `nlnoc`. */
export const pieces: ReadonlySet<string> = list(`
	and benelux corp dept emea eu europe ext fr global group groep int ip it local main nederland net netherlands nl noord oost sys vpn west zuid`);

/** Long enough to speak for a role at the beginning or the end of any longer word: `werkplekbeheer`, `kpnabuse`, `systemtechnik`. */
export const roleStems: readonly string[] = [
	...["abuse", "misbruik", "missbrauch", "security", "beveilig", "sicherheit", "securite", "support", "hostmaster"],
	...[
		"postmaster",
		"webmaster",
		"helpdesk",
		"servicedesk",
		"service",
		"network",
		"netwerk",
		"netzwerk",
		"beheer",
		"technik",
	],
	...[
		"techniek",
		"technisch",
		"technical",
		"incident",
		"registry",
		"registr",
		"csirt",
		"peering",
		"sysadmin",
		"netadmin",
	],
	...[
		"meldpunt",
		"automatisering",
		"informati",
		"infrastru",
		"datacent",
		"hosting",
		"operations",
		"administrat",
		"telecom",
	],
	...["internet", "storing", "klanten", "customer"],
];

/** Words that say nothing either way: places of work, regions, what joins words. */
export const fillerWords: ReadonlySet<string> = list(`
	and at belgie belgium benelux berlin brussels brussel amsterdam ams corp dept department dl distri divisie division duitsland dutch een emea en
	es eu eur europa europe external ext for fr gl global gmbh group groep groups holland hub ing int international it lan landelijk list lijst local lu main
	me national nationaal nederland netherlands nl noord nord north of oost ost our und uk us usa west west world zuid sued south bv nv be de at ch`);
