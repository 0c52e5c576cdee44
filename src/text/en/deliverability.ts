import type { DeliverabilityWords } from "../../core/deliverability/words.ts";

const times = (count: number) => (count === 1 ? "once" : `${count} times`);
const smarthost = "If that server sends mail on from other addresses, put those in MAIL_IPS first.";

export const deliverability: DeliverabilityWords = {
	nothingSent: "SMTP_URL is empty: nothing is sent, and notices become .eml files in DATA_DIR/outbox.",
	comesWithSmtp: "Set SMTP_URL to send; then TLS, SPF, DKIM, DMARC and reverse DNS are checked here.",
	unanswered: ({ subject, domain }) => `${subject} could not be checked: DNS gave no answer for ${domain}.`,
	askAgain: "This says nothing of what is there. Run this again later, or name other name servers in DNS_SERVERS.",
	subjects: {
		spf: "SPF",
		dkim: "DKIM",
		dmarc: "DMARC",
		mx: "The mail server for answers (MX)",
		ptr: "Reverse DNS",
		address: "What SPF and reverse DNS say of the sending addresses",
	},
	and: "and",

	serverGood: ({ server, tls, days }) =>
		`The SMTP server ${server} answers with ${tls}, and its certificate is good for ${days} more days.`,
	serverWithoutTls: ({ server }) => `The SMTP server ${server} answers, without TLS as SMTP_URL says (tls=off).`,
	serverFeatures: ({ auth, maxMb }) =>
		`It takes ${maxMb === null ? "mails of any size" : `mails up to ${maxMb} MB`} and ${
			auth.length === 0 ? "has no login" : `has the logins ${auth.join(", ")}`
		}.`,
	serverUnreachable: {
		"no-address": ({ server }) => `This machine finds no address for the SMTP server ${server}.`,
		refused: ({ server }) => `The SMTP server ${server} can't be reached.`,
		"time-out": ({ server }) => `The SMTP server ${server} does not answer in time.`,
		"no-greeting": ({ server }) => `What answers at ${server} is no SMTP server that takes mail now.`,
		"tls-failed": ({ server }) => `TLS with the SMTP server ${server} does not come about, or only older than TLS 1.2.`,
	},
	checkServer:
		"Check the name and port in SMTP_URL (smtps:// for TLS from the start, usually 465; smtp:// for STARTTLS, usually 587) and the firewall of this machine.",
	noStartTls: ({ server }) => `The SMTP server ${server} has no TLS (STARTTLS), so nothing will be sent.`,
	askForTls: "Ask who runs it for a port with TLS. For a server on this machine alone, write ?tls=off after SMTP_URL.",
	badCertificate: {
		expired: ({ server }) => `The certificate of ${server} has ended or has not begun, so nothing will be sent.`,
		"other-name": ({ server, host }) => `The certificate of ${server} is not for ${host}, so nothing will be sent.`,
		untrusted: ({ server }) =>
			`The certificate of ${server} comes from an authority that this machine does not know, so nothing will be sent.`,
	},
	fixCertificate: {
		expired: "Renew the certificate, or ask who runs the server to do so. Check the clock of this machine too.",
		"other-name": "Put the name that the certificate is for in SMTP_URL.",
		untrusted: "If it is an authority of your own, put the path of its certificate in SMTP_CA.",
	},
	certificateEnds: ({ server, days }) =>
		`The certificate of ${server} ends ${days < 1 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`}.`,
	renewCertificate: "Renew it now: with an expired certificate nothing is sent.",
	noAuth: ({ server }) => `SMTP_URL has a user and a password, but ${server} has no login.`,
	checkLogin: "Take the port for submission (587 or 465), or leave the user and the password out.",

	sendsFrom: ({ addresses }) => `Mail leaves from ${addresses} (MAIL_IPS).`,
	sendsFromAssumed: ({ addresses, host }) => `Mail is taken to leave from ${addresses}, where ${host} is.`,
	addressesUnknown: ({ host }) =>
		`Which addresses mail leaves from is not to be seen: ${host} is on this network or not in DNS.`,
	setMailIps: "Where the server sends from other addresses, put those in MAIL_IPS; who runs it knows them.",

	mxGood: ({ domain, servers }) => `Mail to ${domain} goes to ${servers}: answers and bounces can arrive.`,
	mxImplicit: ({ domain }) => `${domain} has no MX record; mail to it goes to its own address.`,
	mxNull: ({ domain }) => `${domain} says that it takes no mail (a null MX): answers and bounces can't arrive.`,
	mxMissing: ({ domain }) => `${domain} has no mail server: answers and bounces can't arrive.`,
	mxDangling: ({ domain, server }) => `The MX record of ${domain} names ${server}, which has no address.`,
	publishMx: "Publish an MX record that names the server where the domain's mail arrives, such as this one.",
	fixMx: "Give that server an address in DNS, or take it out of the MX records.",

	spfGood: ({ domain, lookups }) =>
		`The SPF record of ${domain} can be used; it asks DNS ${times(lookups)} of 10 allowed.`,
	spfMissing: ({ domain }) => `${domain} has no SPF record, so anybody's mail in its name looks like yours.`,
	addressesFirst:
		"Put the addresses that mail leaves from in MAIL_IPS and run this again; then the record to publish is here.",
	spfSeveral: ({ domain }) => `${domain} has more than one SPF record, which makes all of them void.`,
	spfTrouble: {
		"no-answer": ({ domain, term }) =>
			`SPF could not be checked to the end: DNS gave no answer for ${term === "" ? "" : `${term} of `}${domain}.`,
		"no-record": ({ domain, term }) =>
			`The SPF record of ${domain} points at a domain that has none (${term}), which makes it void.`,
		"several-records": ({ domain }) =>
			`${domain}, which your SPF record includes, has more than one SPF record; that makes yours void.`,
		syntax: ({ domain, term }) =>
			`The SPF record of ${domain} has a term that is not right (${term}), which makes it void.`,
		"many-lookups": ({ domain, term }) =>
			`The SPF record asks DNS more than 10 times (at ${term} of ${domain}), which makes it void.`,
		"many-voids": ({ domain, term }) =>
			`The SPF record names more than 2 hosts that have no such address (at ${term} of ${domain}), which makes it void for many.`,
		"many-servers": ({ domain, term }) =>
			`${term} in the SPF record of ${domain} stands for more than 10 mail servers, which makes it void.`,
	},
	fixSpf: "Put that term right or take it out.",
	spfLookups: ({ domain, lookups }) =>
		`The SPF record of ${domain} asks DNS ${times(lookups)}; more than 10 makes it void to receivers.`,
	fewerLookups: "Take out what you don't send from, and write ip4: and ip6: in place of a and mx.",
	spfVoids: ({ domain, voids }) =>
		`The SPF record of ${domain} asks ${times(voids)} for what is not there; more than 2 makes it void to many receivers.`,
	dropVoids: "Take the hosts out that are gone.",
	spfPassAll: ({ domain }) => `The SPF record of ${domain} allows the whole internet (+all).`,
	spfNeutral: ({ domain }) => `The SPF record of ${domain} says nothing of who else sends in its name.`,
	endInSoftfail: "Let the record end in ~all.",
	spfPtr: ({ domain }) => `The SPF record of ${domain} uses ptr, which many receivers pass over.`,
	dropPtr: "Write the addresses out, with ip4: and ip6:.",
	spfAllows: ({ domain, addresses }) => `SPF of ${domain} allows ${addresses}.`,
	spfDenies: ({ domain, addresses, result }) => `SPF of ${domain} does not allow ${addresses} (${result}).`,
	publish: "Publish this record.",
	publishOne: "Take them all away and publish this one.",
	publishWithAddress: "Publish this record in place of the one that is there.",
	publishWithAddressAssumed: `Publish this record in place of the one that is there. ${smarthost}`,

	dkimOff: "Notices are not signed (DKIM): many receivers put them among spam, or refuse them.",
	makeKey:
		"Make a key with meldkamer mail dkim-key --selector s2026 --out FILE, publish the record that it prints, and set DKIM_SELECTOR and DKIM_KEY.",
	dkimGood: ({ name, bits }) => `Notices are signed (DKIM, ${bits} bits), and ${name} has the key.`,
	dkimMissing: ({ name }) => `There is no DKIM record at ${name}: the signatures count for nothing.`,
	dkimSeveral: ({ name }) => `There is more than one record at ${name}: receivers may take the wrong one.`,
	dkimMalformed: ({ name }) => `The record at ${name} is no DKIM record.`,
	dkimRevoked: ({ name }) => `The key at ${name} is revoked: its p= is empty.`,
	dkimOtherKey: ({ name }) => `The key at ${name} is another than the one in DKIM_KEY: signatures fail.`,
	dkimUnfit: ({ name, tag }) => `The record at ${name} does not allow our signatures (${tag}).`,
	dkimTesting: ({ name }) => `The record at ${name} says that it is a test (t=y); receivers may pass signatures over.`,
	endTesting: "Take t=y out of it.",
	dkimShort: ({ bits }) => `The key in DKIM_KEY has ${bits} bits; receivers refuse less than 1024.`,
	longerKey: "Make one of 2048 bits, under another selector: meldkamer mail dkim-key.",

	dmarcGood: ({ domain, policy }) => `DMARC of ${domain} asks receivers to ${policy} what is not from you.`,
	dmarcMissing: ({ domain }) => `${domain} has no DMARC record, which large receivers want to see.`,
	dmarcSeveral: ({ name }) => `There is more than one DMARC record at ${name}, so none counts.`,
	dmarcMalformed: ({ name }) => `The DMARC record at ${name} can't be read, or has no policy (p=).`,
	dmarcNone: ({ domain }) => `DMARC of ${domain} asks nothing of receivers (none): others can still send in your name.`,
	strictenDmarc: "Once the reports show only mail of yours, make it p=quarantine, and then p=reject.",
	startDmarc: "Publish this record; it changes nothing yet, and tells you by reports who sends in your name.",
	dmarcNoReports: ({ domain }) => `DMARC of ${domain} names no mailbox for reports (rua=).`,
	addReports: "Add rua=mailto: with a mailbox of yours.",
	dmarcForeignReports: ({ mailbox }) =>
		`DMARC reports to ${mailbox} do not arrive: that domain has not agreed to them.`,
	allowReports: "Have this record published there, or take a mailbox of your own domain.",
	alignedBoth: ({ from }) => `SPF and DKIM both count for ${from} (alignment).`,
	alignedDkim: ({ from, envelope }) => `DKIM counts for ${from}; SPF does not, because bounces go to ${envelope}.`,
	alignBounces: "Take a BOUNCE_ADDRESS under the domain of MAIL_FROM, so that both count.",
	alignedSpf: ({ from }) => `Only SPF counts for ${from}, and it does not survive forwarding.`,
	alignDkim: ({ from }) => `Set DKIM_DOMAIN to ${from}, and publish the key there.`,
	alignedNeither: ({ from }) => `Neither SPF nor DKIM counts for ${from}: DMARC fails for every mail.`,

	ptrGood: ({ address, name }) => `Reverse DNS of ${address} is ${name}, and that leads back to it.`,
	ptrMissing: ({ address }) => `${address} has no name in reverse DNS; many receivers refuse mail from there.`,
	ptrUnconfirmed: ({ address, name }) =>
		`Reverse DNS of ${address} is ${name}, but that name does not lead back to it.`,
	publishPtr: "Have whoever gave you the address set its reverse name, such as this one.",
	publishForward: "Publish this record, or have the reverse name changed to one that leads back.",
	ehloDiffers: ({ address, name, ehlo }) => `Reverse DNS of ${address} is ${name}, while MAIL_EHLO_NAME is ${ehlo}.`,
	setEhlo: ({ name }) => `If this machine sends to the receivers itself, set MAIL_EHLO_NAME to ${name}.`,
};
