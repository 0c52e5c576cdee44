import { judgeOperatorName } from "./judge-operator-name.ts";
import { givenNames, nameParticles, surnames } from "./person-names.ts";
import { plainWords } from "./plain-words.ts";
import { fillerWords, pieces, roleNames, roleStems, roleWords, shortRoleWords } from "./role-words.ts";

/** What the part before the `@` says: a role (or the organisation itself), a person, or nothing that is understood. */
export type LocalPartReading = "role" | "person" | "unknown";

/** Whose mailbox it is. */
export interface MailboxOwner {
	/** In lower case. */
	readonly domain: string;
	readonly operator: string;
}

type WordKind = "role" | "organisation" | "name" | "own-name" | "filler" | "particle" | "letter" | "unknown";

const shortestPiece = 2;
/** Role words too short to be told from a part of another word: `boateng`, `scanlan`. */
const weak = new Set(["adm", "bgp", "box", "edv", "eng", "log", "mnt", "reg", "rma", "scan", "sec"]);
const shortestSurname = 4;

/** The words that name the organisation: the labels of its domain but the last, and the words of its name. */
function organisationWords({ domain, operator }: MailboxOwner): Set<string> {
	const labels = domain.split(".").slice(0, -1);
	const words = [
		...labels,
		...labels.flatMap((label) => label.split("-")),
		...plainWords(operator).split(/[^a-z0-9]+/),
	];
	const joined = labels.map((label) => label.replaceAll("-", ""));
	return new Set([...words, ...joined].filter((word) => word.length > 2));
}

type Piece = "role" | "organisation" | "filler" | null;

/** Whether a word is put together of role words, the organisation's and fillers, with at least one of the first two. */
function compoundKind(word: string, organisation: ReadonlySet<string>): "role" | "organisation" | null {
	// For each place up to which the word is made of known pieces: the best that was among them.
	const best: Piece[] = [...word].map(() => null);
	const pieceKind = (piece: string) => {
		if (roleWords.has(piece) && !weak.has(piece)) return "role";
		if (organisation.has(piece)) return "organisation";
		return pieces.has(piece) ? "filler" : null;
	};
	for (let from = 0; from <= word.length - shortestPiece; from++) {
		const before = from === 0 ? "filler" : (best[from - 1] as Piece);
		if (before === null) continue;
		for (let to = from + shortestPiece; to <= word.length; to++) {
			const kind = pieceKind(word.slice(from, to));
			if (kind === null) continue;
			const found = [before, kind, best[to - 1]];
			best[to - 1] = found.includes("role") ? "role" : found.includes("organisation") ? "organisation" : "filler";
		}
	}
	const whole = best.at(-1);
	return whole === "role" || whole === "organisation" ? whole : null;
}

const isName = (word: string) => givenNames.has(word) || surnames.has(word);

/** The places at which a word may be cut in two. */
const cuts = (word: string) => [...word].map((_, at) => [word.slice(0, at), word.slice(at)] as const).slice(1);

/** `jan`, `jande`: a given name, with a particle after it or without. */
const isGiven = (text: string) =>
	givenNames.has(text) || cuts(text).some(([given, particle]) => nameParticles.has(particle) && givenNames.has(given));

const maxInitials = 3;

/** What can stand before a surname that is written on to it: `jan`, `jw`, `vd`, `jande`, `pvd`. */
const isBeforeSurname = (text: string) =>
	text.length < maxInitials ||
	isGiven(text) ||
	nameParticles.has(text) ||
	cuts(text).some(([initials, particle]) => initials.length <= maxInitials && nameParticles.has(particle));

const isLongSurname = (text: string) => text.length >= shortestSurname && surnames.has(text);

/** `jjansen`, `jansenj`, `jandevries`, `pvdberg`, `pieterjan`: a name in one word. */
const isJoinedName = (word: string) =>
	cuts(word).some(
		([left, right]) =>
			(isLongSurname(right) && isBeforeSurname(left)) ||
			(isLongSurname(left) && right.length < maxInitials) ||
			(right.length > 2 && givenNames.has(left) && givenNames.has(right)),
	);

/** Whether a word is a given name with a surname, written in one: `jandevries`. */
export const isWholeName = (word: string): boolean =>
	cuts(word).some(([left, right]) => isLongSurname(right) && isGiven(left));

/** A role word inside a longer one (`werkplekbeheer`), unless what is left of it is a name (`jansupport`). */
function hasRoleStem(word: string): boolean {
	const stem = roleStems.find((each) => word.startsWith(each) || word.endsWith(each));
	return stem !== undefined && !word.split(stem).some((rest) => isName(rest) || isJoinedName(rest));
}

function wordKind(word: string, organisation: ReadonlySet<string>): WordKind {
	if (word.length === 1) return "letter";
	if (roleWords.has(word) || shortRoleWords.has(word)) return "role";
	if (isName(word)) return organisation.has(word) ? "own-name" : "name";
	if (nameParticles.has(word) && !fillerWords.has(word)) return "particle";
	if (fillerWords.has(word)) return "filler";
	if (organisation.has(word)) return "organisation";
	const compound = compoundKind(word, organisation);
	if (compound !== null) return compound;
	if (hasRoleStem(word)) return "role";
	return isJoinedName(word) ? "name" : "unknown";
}

function readWords(words: readonly string[], kinds: readonly WordKind[], isFirm: () => boolean): LocalPartReading {
	const has = (kind: WordKind) => kinds.includes(kind);
	if (has("name")) return "person";
	const hasInitials = has("letter") || has("particle");
	if (has("role")) {
		if (has("own-name") && !isFirm()) return "person";
		const mayBeNames = words.every((word, at) => kinds[at] !== "role" || roleNames.has(word));
		const held = hasInitials ? mayBeNames || has("unknown") : mayBeNames && has("unknown");
		return held ? "person" : "role";
	}
	// A firm's name may be its owner's: who reads it is not known.
	if (has("own-name")) return "person";
	const onlyOrganisation = kinds.every((kind) => kind === "organisation" || kind === "filler");
	if (has("organisation") && onlyOrganisation && isFirm()) return "role";
	const unknown = kinds.filter((kind) => kind === "unknown").length;
	return unknown > 1 || (unknown === 1 && hasInitials) ? "person" : "unknown";
}

/**
 * Reads a local part (lower case) word by word; what stands after a `+` says where a mail is filed, not whose it is. A role
 * word makes it a role, unless a person's name or initials stand beside it (`jan.beheer`, `j.post`). The organisation's own name
 * counts as a role when it is a firm's and no person's name. Numbers say nothing, but for an AS number.
 */
export function readLocalPart(local: string, owner: MailboxOwner): LocalPartReading {
	const [named] = local.split("+", 1) as [string];
	if (/^as\d{2,}(?![a-z])/.test(named) || named === "r&d") return "role";
	// Most mailboxes of registries are no more than this.
	if (roleWords.has(named)) return "role";
	const words = named.split(/[^a-z]+/).filter((word) => word !== "");
	const organisation = organisationWords(owner);
	return readWords(
		words,
		words.map((word) => wordKind(word, organisation)),
		() => judgeOperatorName(owner.operator) === "firm",
	);
}
