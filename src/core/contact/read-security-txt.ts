import type { Instant } from "../instant.ts";
import { parseTime } from "../report/parse-time.ts";
import { isAddrSpec, parseMailboxes } from "./parse-mailboxes.ts";
import { parseMailto } from "./parse-mailto.ts";
import type { SecurityTxt, SecurityTxtContact, SecurityTxtProblem, SecurityTxtRemark } from "./security-txt.ts";
import { unwrapSigned } from "./signed-text.ts";

/** A web server's answer in a place where a security.txt may be. */
export interface SecurityTxtAnswer {
	/** The address that was asked for, and the one that answered: others only after redirects. */
	readonly asked: string;
	readonly url: string;
	/** Whether both are of one registrable domain. */
	readonly sameDomain: boolean;
	/** The Content-Type header; null when there is none. */
	readonly contentType: string | null;
	/** The body, or its beginning when it is larger than what is read. */
	readonly bytes: Uint8Array;
	readonly cut: boolean;
	readonly now: Instant;
}

const maxContacts = 20;
const maxLinks = 5;
const maxLanguages = 10;
const maxLine = 2048;

/** A field's name in lower case and its value. */
interface Field {
	readonly name: string;
	readonly value: string;
}

/** Neither VCHAR, WSP nor a character beyond ASCII (RFC 9116, section 4), or one that changes how other text is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const unprintable = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
/** RFC 5322, section 3.6.8, and the colon and the space that RFC 9116, section 4, wants after it. */
const fieldLine = /^([!-9;-~]+):(.*)$/;

interface Lines {
	readonly fields: readonly Field[];
	/** A line is neither a comment nor a field as the grammar wants it. */
	readonly odd: boolean;
}

/** The fields of the file. One that lacks the space after its colon, or has space before its name, is read all the same. */
function readLines(lines: readonly string[]): Lines {
	let odd = false;
	const fields: Field[] = [];
	for (const line of lines) {
		const text = line.trim();
		if (text === "" || text.startsWith("#")) continue;
		const [, name = "", rest = ""] = fieldLine.exec(text) ?? [];
		const value = rest.trim();
		const readable = name !== "" && value !== "" && !unprintable.test(value) && line.length <= maxLine;
		if (readable) fields.push({ name: name.toLowerCase(), value });
		odd ||= !readable || /^\s/.test(line) || !/^ \S/.test(rest);
	}
	return { fields, odd };
}

function readContact(value: string): SecurityTxtContact {
	if (/^mailto:/i.test(value)) return { value, kind: "mail", mailbox: parseMailto(value) };
	if (/^https?:\/\//i.test(value) && URL.canParse(value)) return { value, kind: "web", mailbox: null };
	if (/^tel:\+?[\d().-]+/i.test(value)) return { value, kind: "phone", mailbox: null };
	const [mailbox = null] = isAddrSpec(value) ? parseMailboxes(value) : [];
	return { value, kind: "other", mailbox };
}

/** RFC 3339, section 5.6, with the leap second that no clock of ours knows. */
function readExpires(value: string): Instant | null {
	const strict = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i.test(value);
	return strict ? parseTime(value.replace(/(T\d\d:\d\d):60/i, "$1:59")) : null;
}

interface Expiry {
	readonly expires: Instant | null;
	readonly problem: SecurityTxtProblem | null;
}

function judgeExpires(values: readonly string[], now: Instant): Expiry {
	const [value, ...others] = values;
	if (value === undefined) return { expires: null, problem: "expires-missing" };
	const expires = readExpires(value);
	if (others.length > 0) return { expires, problem: "expires-twice" };
	if (expires === null) return { expires, problem: "expires-unreadable" };
	return { expires, problem: expires > now ? null : "expired" };
}

/** RFC 9116, section 3: text/plain, and UTF-8 when a charset is named. */
function judgeType(contentType: string | null): SecurityTxtProblem | null {
	const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
	if (type.trim() !== "text/plain") return "wrong-type";
	const charset = parameters.map((part) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(part)?.[1]).find(Boolean);
	return charset === undefined || charset === "utf-8" || charset === "utf8" ? null : "wrong-charset";
}

const sameUrl = (one: string, other: string) => URL.canParse(one) && new URL(one).href === new URL(other).href;

/**
 * RFC 9116, section 2.5.2: a file that names its own addresses and not this one is not to be trusted. After redirects the first
 * or the last address will do, as in the checks that Dutch organisations are measured with (sectxt, Internet.nl). A file on
 * somebody else's domain speaks for this one only when it names it: section 5.2 wants such redirects looked into.
 */
function judgePlace(canonical: readonly string[], { asked, url, sameDomain }: SecurityTxtAnswer): SecurityTxtProblem[] {
	const names = (address: string) => canonical.some((value) => sameUrl(value, address));
	if (names(asked)) return [];
	const elsewhere: SecurityTxtProblem[] = canonical.length === 0 || names(url) ? [] : ["canonical-elsewhere"];
	return sameDomain ? elsewhere : [...elsewhere, "other-domain"];
}

interface Content extends Lines {
	readonly signed: boolean;
	readonly problems: readonly SecurityTxtProblem[];
	readonly remarks: readonly SecurityTxtRemark[];
}

function readContent({ bytes, cut }: SecurityTxtAnswer): Content {
	const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	const marked = text.startsWith("\uFEFF");
	const lines = text.slice(marked ? 1 : 0).split(/\r?\n/);
	const content = unwrapSigned(cut ? lines.slice(0, -1) : lines);
	const read = readLines(content.lines);
	const problems: SecurityTxtProblem[] = [
		...(isUtf8(bytes, cut) ? [] : (["not-utf-8"] as const)),
		...(cut ? (["too-large"] as const) : []),
		...(content.broken ? (["broken-signature"] as const) : []),
	];
	const remarks: SecurityTxtRemark[] = [
		...(marked ? (["byte-order-mark"] as const) : []),
		...(read.odd ? (["odd-lines"] as const) : []),
		...(content.outside ? (["outside-signature"] as const) : []),
	];
	return { ...read, signed: content.signed, problems, remarks };
}

function isUtf8(bytes: Uint8Array, cut: boolean): boolean {
	try {
		new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut });
		return true;
	} catch {
		return false;
	}
}

function mailboxesOf(contacts: readonly SecurityTxtContact[]): string[] {
	const named = contacts.flatMap(({ kind, mailbox }) => (kind === "mail" && mailbox !== null ? [mailbox] : []));
	const keys = named.map((mailbox) => mailbox.toLowerCase());
	return named.filter((_, index) => keys.indexOf(keys[index] as string) === index);
}

/** Whether somebody meant this to be a security.txt: many sites answer any address with a page of theirs. */
const isMeant = (contacts: readonly SecurityTxtContact[], expires: readonly string[]) =>
	expires.length > 0 || contacts.some(({ kind, mailbox }) => kind !== "other" || mailbox !== null);

/**
 * Reads a security.txt (RFC 9116): the fields in their order, names in any case, unknown ones and comments ignored. Null when
 * what stands there is none at all (no Contact and no Expires to be read), as with a page that a site gives for any address. A file
 * that is expired, or not as the RFC requires, comes with its problems, and then names nobody to be mailed by itself.
 */
export function readSecurityTxt(answer: SecurityTxtAnswer): SecurityTxt | null {
	const content = readContent(answer);
	const valuesOf = (name: string) => content.fields.filter((field) => field.name === name).map(({ value }) => value);
	const contacts = valuesOf("contact").slice(0, maxContacts).map(readContact);
	const expiry = judgeExpires(valuesOf("expires"), answer.now);
	if (!content.signed && !isMeant(contacts, valuesOf("expires"))) return null;
	const type = judgeType(answer.contentType);
	const problems = [
		...(type === null ? [] : [type]),
		...content.problems,
		...(contacts.length === 0 ? (["no-contact"] as const) : []),
		...(expiry.problem === null ? [] : [expiry.problem]),
		...judgePlace(valuesOf("canonical"), answer),
	];
	const languages = valuesOf("preferred-languages");
	const remarks: SecurityTxtRemark[] = [
		...content.remarks,
		...(languages.length > 1 ? (["languages-twice"] as const) : []),
		...(contacts.some(({ kind, mailbox }) => kind === "other" && mailbox !== null)
			? (["contact-without-scheme"] as const)
			: []),
		...(contacts.some(({ value }) => /^http:/i.test(value)) ? (["contact-over-http"] as const) : []),
	];
	return {
		url: answer.url,
		mailboxes: problems.length === 0 ? mailboxesOf(contacts) : [],
		contacts,
		expires: expiry.expires,
		problems,
		remarks,
		signed: content.signed,
		policy: valuesOf("policy").slice(0, maxLinks),
		encryption: valuesOf("encryption").slice(0, maxLinks),
		languages: readLanguages(languages),
	};
}

function readLanguages(values: readonly string[]): string[] {
	return values
		.flatMap((value) => value.split(","))
		.map((tag) => tag.trim())
		.filter((tag) => /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag))
		.slice(0, maxLanguages);
}
