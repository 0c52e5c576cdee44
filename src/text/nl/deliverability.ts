import type { DeliverabilityWords } from "../../core/deliverability/words.ts";

const smarthost = "Verstuurt die server de mail vanaf andere adressen, zet die dan eerst in MAIL_IPS.";

export const deliverability: DeliverabilityWords = {
	nothingSent: "SMTP_URL is leeg: er wordt niets verstuurd, meldingen worden .eml-bestanden in DATA_DIR/outbox.",
	comesWithSmtp: "Stel SMTP_URL in om te versturen; dan komen hier ook TLS, SPF, DKIM, DMARC en reverse DNS aan bod.",
	unanswered: ({ subject, domain }) => `${subject} kon niet worden nagekeken: DNS gaf geen antwoord voor ${domain}.`,
	askAgain: "Dat zegt niets over wat er staat. Probeer het later nog eens, of zet andere nameservers in DNS_SERVERS.",
	subjects: {
		spf: "SPF",
		dkim: "DKIM",
		dmarc: "DMARC",
		mx: "De mailserver voor antwoorden (MX)",
		ptr: "Reverse DNS",
		address: "Wat SPF en reverse DNS zeggen over de verzendende adressen",
	},
	and: "en",

	serverGood: ({ server, tls, days }) =>
		`De SMTP-server ${server} antwoordt met ${tls}, en het certificaat is nog ${days} dagen geldig.`,
	serverWithoutTls: ({ server }) => `De SMTP-server ${server} antwoordt, zonder TLS zoals in SMTP_URL staat (tls=off).`,
	serverFeatures: ({ auth, maxMb }) =>
		`Hij neemt mails aan ${maxMb === null ? "van elke grootte" : `tot ${maxMb} MB`} en ${
			auth.length === 0 ? "heeft geen login" : `kent de logins ${auth.join(", ")}`
		}.`,
	serverUnreachable: {
		"no-address": ({ server }) => `Deze machine vindt geen adres voor de SMTP-server ${server}.`,
		refused: ({ server }) => `De SMTP-server ${server} is niet te bereiken.`,
		"time-out": ({ server }) => `De SMTP-server ${server} antwoordt niet op tijd.`,
		"no-greeting": ({ server }) => `Wat op ${server} antwoordt, is geen SMTP-server die nu mail aanneemt.`,
		"tls-failed": ({ server }) => `Met de SMTP-server ${server} lukt TLS niet, of alleen ouder dan TLS 1.2.`,
	},
	checkServer:
		"Controleer de naam en de poort in SMTP_URL (smtps:// voor TLS vanaf het begin, meestal 465; smtp:// voor STARTTLS, meestal 587) en de firewall van deze machine.",
	noStartTls: ({ server }) => `De SMTP-server ${server} heeft geen TLS (STARTTLS), dus er wordt niets verstuurd.`,
	askForTls:
		"Vraag de beheerder om een poort met TLS. Alleen voor een server op deze machine: zet ?tls=off achter SMTP_URL.",
	badCertificate: {
		expired: ({ server }) =>
			`Het certificaat van ${server} is verlopen of nog niet ingegaan, dus er wordt niets verstuurd.`,
		"other-name": ({ server, host }) =>
			`Het certificaat van ${server} is niet voor ${host}, dus er wordt niets verstuurd.`,
		untrusted: ({ server }) =>
			`Het certificaat van ${server} komt van een uitgever die deze machine niet kent, dus er wordt niets verstuurd.`,
	},
	fixCertificate: {
		expired:
			"Vernieuw het certificaat, of vraag dat aan de beheerder. Kijk ook of de klok van deze machine goed staat.",
		"other-name": "Zet de naam waarvoor het certificaat is in SMTP_URL.",
		untrusted: "Is het een uitgever van jullie zelf, zet dan het pad van zijn certificaat in SMTP_CA.",
	},
	certificateEnds: ({ server, days }) =>
		`Het certificaat van ${server} verloopt ${days < 1 ? "vandaag" : days === 1 ? "morgen" : `over ${days} dagen`}.`,
	renewCertificate: "Vernieuw het nu: met een verlopen certificaat wordt er niets verstuurd.",
	noAuth: ({ server }) => `In SMTP_URL staan een gebruiker en een wachtwoord, maar ${server} heeft geen login.`,
	checkLogin: "Neem de poort voor inzenden (587 of 465), of laat de gebruiker en het wachtwoord weg.",

	sendsFrom: ({ addresses }) => `De mail vertrekt vanaf ${addresses} (MAIL_IPS).`,
	sendsFromAssumed: ({ addresses, host }) =>
		`Aangenomen is dat de mail vertrekt vanaf ${addresses}, de plek van ${host}.`,
	addressesUnknown: ({ host }) =>
		`Vanaf welke adressen de mail vertrekt is niet te zien: ${host} staat in dit netwerk of niet in DNS.`,
	setMailIps: "Verstuurt de server vanaf andere adressen, zet die dan in MAIL_IPS; de beheerder kent ze.",

	mxGood: ({ domain, servers }) => `Mail aan ${domain} gaat naar ${servers}: antwoorden en bounces kunnen aankomen.`,
	mxImplicit: ({ domain }) => `${domain} heeft geen MX-record; mail gaat naar het eigen adres van het domein.`,
	mxNull: ({ domain }) =>
		`${domain} zegt dat het geen mail aanneemt (een null MX): antwoorden en bounces komen niet aan.`,
	mxMissing: ({ domain }) => `${domain} heeft geen mailserver: antwoorden en bounces komen niet aan.`,
	mxDangling: ({ domain, server }) => `Het MX-record van ${domain} noemt ${server}, en die heeft geen adres.`,
	publishMx: "Publiceer een MX-record met de server waar de mail van het domein aankomt, zoals dit.",
	fixMx: "Geef die server een adres in DNS, of haal hem uit de MX-records.",

	spfGood: ({ domain, lookups }) =>
		`Het SPF-record van ${domain} is bruikbaar; het doet ${lookups} van de 10 toegestane DNS-vragen.`,
	spfMissing: ({ domain }) => `${domain} heeft geen SPF-record: mail van een ander uit jullie naam lijkt net zo echt.`,
	addressesFirst:
		"Zet de adressen waar de mail vandaan vertrekt in MAIL_IPS en geef dit nog eens; dan staat hier het record om te publiceren.",
	spfSeveral: ({ domain }) => `${domain} heeft meer dan één SPF-record, en dan geldt er geen.`,
	spfTrouble: {
		"no-answer": ({ domain, term }) =>
			`SPF kon niet helemaal worden nagekeken: DNS gaf geen antwoord voor ${term === "" ? "" : `${term} van `}${domain}.`,
		"no-record": ({ domain, term }) =>
			`Het SPF-record van ${domain} verwijst naar een domein dat er geen heeft (${term}); daardoor geldt het niet.`,
		"several-records": ({ domain }) =>
			`${domain}, dat in jullie SPF-record staat, heeft meer dan één SPF-record; daardoor geldt dat van jullie ook niet.`,
		syntax: ({ domain, term }) =>
			`In het SPF-record van ${domain} klopt een onderdeel niet (${term}); daardoor geldt het hele record niet.`,
		"many-lookups": ({ domain, term }) =>
			`Het SPF-record doet meer dan 10 DNS-vragen (bij ${term} van ${domain}); daardoor geldt het niet.`,
		"many-voids": ({ domain, term }) =>
			`Het SPF-record noemt meer dan 2 hosts die zo'n adres niet hebben (bij ${term} van ${domain}); voor veel ontvangers geldt het dan niet.`,
		"many-servers": ({ domain, term }) =>
			`${term} in het SPF-record van ${domain} staat voor meer dan 10 mailservers; daardoor geldt het niet.`,
	},
	fixSpf: "Verbeter dat onderdeel of haal het weg.",
	spfLookups: ({ domain, lookups }) =>
		`Het SPF-record van ${domain} doet ${lookups} DNS-vragen; bij meer dan 10 geldt het voor ontvangers niet.`,
	fewerLookups: "Haal weg waar je niet vanaf verstuurt, en schrijf ip4: en ip6: in plaats van a en mx.",
	spfVoids: ({ domain, voids }) =>
		`Het SPF-record van ${domain} vraagt ${voids} keer naar iets wat er niet is; bij meer dan 2 geldt het voor veel ontvangers niet.`,
	dropVoids: "Haal de hosts weg die er niet meer zijn.",
	spfPassAll: ({ domain }) => `Het SPF-record van ${domain} staat het hele internet toe (+all).`,
	spfNeutral: ({ domain }) => `Het SPF-record van ${domain} zegt niets over wie er nog meer uit jullie naam verstuurt.`,
	endInSoftfail: "Laat het record eindigen op ~all.",
	spfPtr: ({ domain }) => `Het SPF-record van ${domain} gebruikt ptr, en dat slaan veel ontvangers over.`,
	dropPtr: "Schrijf de adressen uit, met ip4: en ip6:.",
	spfAllows: ({ domain, addresses }) => `SPF van ${domain} staat ${addresses} toe.`,
	spfDenies: ({ domain, addresses, result }) => `SPF van ${domain} staat ${addresses} niet toe (${result}).`,
	publish: "Publiceer dit record.",
	publishOne: "Haal ze allemaal weg en publiceer dit ene.",
	publishWithAddress: "Publiceer dit record in plaats van het record dat er staat.",
	publishWithAddressAssumed: `Publiceer dit record in plaats van het record dat er staat. ${smarthost}`,

	dkimOff:
		"Meldingen worden niet ondertekend (DKIM): bij veel ontvangers komen ze bij de spam, of ze worden geweigerd.",
	makeKey:
		"Maak een sleutel met meldkamer mail dkim-key --selector s2026 --out BESTAND, publiceer het record dat dan verschijnt, en stel DKIM_SELECTOR en DKIM_KEY in.",
	dkimGood: ({ name, bits }) => `Meldingen worden ondertekend (DKIM, ${bits} bits), en de sleutel staat op ${name}.`,
	dkimMissing: ({ name }) => `Op ${name} staat geen DKIM-record: de ondertekening telt niet.`,
	dkimSeveral: ({ name }) => `Op ${name} staat meer dan één record: ontvangers kunnen het verkeerde nemen.`,
	dkimMalformed: ({ name }) => `Het record op ${name} is geen DKIM-record.`,
	dkimRevoked: ({ name }) => `De sleutel op ${name} is ingetrokken: p= is leeg.`,
	dkimOtherKey: ({ name }) =>
		`Op ${name} staat een andere sleutel dan in DKIM_KEY: de ondertekening klopt voor niemand.`,
	dkimUnfit: ({ name, tag }) => `Het record op ${name} staat onze ondertekening niet toe (${tag}).`,
	dkimTesting: ({ name }) =>
		`Het record op ${name} zegt dat het een proef is (t=y); ontvangers mogen de ondertekening overslaan.`,
	endTesting: "Haal t=y eruit.",
	dkimShort: ({ bits }) => `De sleutel in DKIM_KEY heeft ${bits} bits; minder dan 1024 weigeren ontvangers.`,
	longerKey: "Maak er een van 2048 bits, met een andere selector: meldkamer mail dkim-key.",

	dmarcGood: ({ domain, policy }) =>
		`DMARC van ${domain} vraagt ontvangers om ${policy} voor wat niet van jullie komt.`,
	dmarcMissing: ({ domain }) => `${domain} heeft geen DMARC-record, en grote ontvangers willen dat zien.`,
	dmarcSeveral: ({ name }) => `Op ${name} staat meer dan één DMARC-record, en dan telt er geen.`,
	dmarcMalformed: ({ name }) => `Het DMARC-record op ${name} is niet te lezen, of het heeft geen beleid (p=).`,
	dmarcNone: ({ domain }) =>
		`DMARC van ${domain} vraagt niets van ontvangers (none): anderen kunnen nog uit jullie naam mailen.`,
	strictenDmarc: "Staat in de rapporten alleen nog mail van jullie, maak er dan p=quarantine van, en daarna p=reject.",
	startDmarc: "Publiceer dit record; het verandert nog niets, en uit de rapporten blijkt wie er uit jullie naam mailt.",
	dmarcNoReports: ({ domain }) => `DMARC van ${domain} noemt geen mailbox voor rapporten (rua=).`,
	addReports: "Zet er rua=mailto: bij met een eigen mailbox.",
	dmarcForeignReports: ({ mailbox }) =>
		`DMARC-rapporten aan ${mailbox} komen niet aan: dat domein heeft er niet mee ingestemd.`,
	allowReports: "Laat dit record daar publiceren, of neem een mailbox in het eigen domein.",
	alignedBoth: ({ from }) => `SPF en DKIM tellen allebei voor ${from} (alignment).`,
	alignedDkim: ({ from, envelope }) => `DKIM telt voor ${from}; SPF niet, want bounces gaan naar ${envelope}.`,
	alignBounces: "Neem een BOUNCE_ADDRESS onder het domein van MAIL_FROM, dan tellen ze allebei.",
	alignedSpf: ({ from }) => `Alleen SPF telt voor ${from}, en dat gaat stuk als iemand de mail doorstuurt.`,
	alignDkim: ({ from }) => `Zet ${from} in DKIM_DOMAIN, en publiceer de sleutel daar.`,
	alignedNeither: ({ from }) => `SPF en DKIM tellen geen van beide voor ${from}: elke mail zakt voor DMARC.`,

	ptrGood: ({ address, name }) => `De reverse DNS van ${address} is ${name}, en die naam leidt terug naar het adres.`,
	ptrMissing: ({ address }) => `${address} heeft geen naam in reverse DNS; veel ontvangers weigeren dan de mail.`,
	ptrUnconfirmed: ({ address, name }) =>
		`De reverse DNS van ${address} is ${name}, maar die naam leidt niet terug naar het adres.`,
	publishPtr: "Vraag wie het adres heeft uitgegeven om de reverse naam in te stellen, zoals deze.",
	publishForward: "Publiceer dit record, of laat de reverse naam veranderen in een die wel terugleidt.",
	ehloDiffers: ({ address, name, ehlo }) =>
		`De reverse DNS van ${address} is ${name}, maar in MAIL_EHLO_NAME staat ${ehlo}.`,
	setEhlo: ({ name }) => `Stuurt deze machine de mail zelf naar de ontvangers, zet dan ${name} in MAIL_EHLO_NAME.`,
};
