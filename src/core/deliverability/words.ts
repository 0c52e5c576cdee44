import type { SpfResult, SpfTrouble } from "./check-spf.ts";
import type { SmtpProbe } from "./smtp-probe.ts";

type Text<K extends string = "domain"> = (facts: Readonly<Record<K, string>>) => string;

/** What the doctor says of the mail: what is so, and, in the words that begin with a verb, what to do. Domains and addresses come as text. */
export interface DeliverabilityWords {
	readonly nothingSent: string;
	readonly comesWithSmtp: string;
	/** `subject` is one of `subjects`. */
	readonly unanswered: Text<"subject" | "domain">;
	readonly askAgain: string;
	readonly subjects: Readonly<Record<"spf" | "dkim" | "dmarc" | "mx" | "ptr" | "address", string>>;
	/** Between the last two of a list. */
	readonly and: string;

	readonly serverGood: Text<"server" | "tls" | "days">;
	readonly serverWithoutTls: Text<"server">;
	readonly serverFeatures: (facts: { readonly auth: readonly string[]; readonly maxMb: number | null }) => string;
	readonly serverUnreachable: Readonly<Record<(SmtpProbe & { kind: "unreachable" })["why"], Text<"server">>>;
	readonly checkServer: string;
	readonly noStartTls: Text<"server">;
	readonly askForTls: string;
	readonly badCertificate: Readonly<Record<"expired" | "other-name" | "untrusted", Text<"server" | "host">>>;
	readonly fixCertificate: Readonly<Record<"expired" | "other-name" | "untrusted", string>>;
	readonly certificateEnds: (facts: { readonly server: string; readonly days: number }) => string;
	readonly renewCertificate: string;
	readonly noAuth: Text<"server">;
	readonly checkLogin: string;

	readonly sendsFrom: Text<"addresses">;
	readonly sendsFromAssumed: Text<"addresses" | "host">;
	readonly addressesUnknown: Text<"host">;
	readonly setMailIps: string;

	readonly mxGood: Text<"domain" | "servers">;
	readonly mxImplicit: Text;
	readonly mxNull: Text;
	readonly mxMissing: Text;
	readonly mxDangling: Text<"domain" | "server">;
	readonly publishMx: string;
	readonly fixMx: string;

	readonly spfGood: (facts: { readonly domain: string; readonly lookups: number }) => string;
	readonly spfMissing: Text;
	readonly addressesFirst: string;
	readonly spfSeveral: Text;
	readonly spfTrouble: Readonly<
		Record<SpfTrouble["kind"], (facts: { readonly domain: string; readonly term: string }) => string>
	>;
	readonly fixSpf: string;
	readonly spfLookups: (facts: { readonly domain: string; readonly lookups: number }) => string;
	readonly fewerLookups: string;
	readonly spfVoids: (facts: { readonly domain: string; readonly voids: number }) => string;
	readonly dropVoids: string;
	readonly spfPassAll: Text;
	readonly spfNeutral: Text;
	readonly endInSoftfail: string;
	readonly spfPtr: Text;
	readonly dropPtr: string;
	readonly spfAllows: Text<"domain" | "addresses">;
	readonly spfDenies: (facts: {
		readonly domain: string;
		readonly addresses: string;
		readonly result: SpfResult;
	}) => string;
	readonly publish: string;
	readonly publishOne: string;
	readonly publishWithAddress: string;
	readonly publishWithAddressAssumed: string;

	readonly dkimOff: string;
	readonly makeKey: string;
	readonly dkimGood: (facts: { readonly name: string; readonly bits: number }) => string;
	readonly dkimMissing: Text<"name">;
	readonly dkimSeveral: Text<"name">;
	readonly dkimMalformed: Text<"name">;
	readonly dkimRevoked: Text<"name">;
	readonly dkimOtherKey: Text<"name">;
	readonly dkimUnfit: Text<"name" | "tag">;
	readonly dkimTesting: Text<"name">;
	readonly endTesting: string;
	readonly dkimShort: (facts: { readonly bits: number }) => string;
	readonly longerKey: string;

	readonly dmarcGood: Text<"domain" | "policy">;
	readonly dmarcMissing: Text;
	readonly dmarcSeveral: Text<"name">;
	readonly dmarcMalformed: Text<"name">;
	readonly dmarcNone: Text;
	readonly strictenDmarc: string;
	readonly startDmarc: string;
	readonly dmarcNoReports: Text;
	readonly addReports: string;
	readonly dmarcForeignReports: Text<"mailbox">;
	readonly allowReports: string;
	readonly alignedBoth: Text<"from">;
	readonly alignedDkim: Text<"from" | "envelope">;
	readonly alignBounces: string;
	readonly alignedSpf: Text<"from">;
	readonly alignDkim: Text<"from">;
	readonly alignedNeither: Text<"from">;

	readonly ptrGood: Text<"address" | "name">;
	readonly ptrMissing: Text<"address">;
	readonly ptrUnconfirmed: Text<"address" | "name">;
	readonly publishPtr: string;
	readonly publishForward: string;
	readonly ehloDiffers: Text<"address" | "name" | "ehlo">;
	readonly setEhlo: Text<"name">;
}
