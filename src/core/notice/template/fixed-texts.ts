import { findAddresses } from "../../report/find-addresses.ts";
import { plainLine } from "../plain-text.ts";
import type { Line, LineValue, MailTemplates, Piece, Tree } from "./template.ts";

/** What of a mail's facts may be part of a link in a template: none of them is typed for the case or comes from its report. */
export interface OwnFacts {
	readonly number: string;
	readonly website: string;
	readonly from: string;
}

const anybody: OwnFacts = { number: "X-1", website: "https://x.example", from: "x@x.example" };

/**
 * The lines, and branches within lines, that name a host or a link with nothing in the place of other values than those of `OwnFacts`.
 * Where such a value stands alone it is no link of the template's.
 */
export function linksIn(lines: Tree<Line>): Tree<Piece>[] {
	return piecesOf(lines).filter(
		(pieces) => pieces.some(({ kind }) => kind === "text") && findAddresses(fixedText(pieces, anybody)).length > 0,
	);
}

/**
 * What the templates themselves name, for the leak guard: each line with a host or a link, and each of its words, as a line may be
 * broken at any space. No typed word and nothing of a report is in it. Empty where the templates name nothing, as the built-in ones.
 */
export function fixedTexts({ links }: Pick<MailTemplates, "links">, own: OwnFacts): string[] {
	return links.flatMap((pieces) => {
		const text = fixedText(pieces, own);
		return [text, ...text.split(" ").filter((word) => word !== "")];
	});
}

function fixedText(pieces: Tree<Piece>, own: OwnFacts): string {
	const known: Partial<Record<LineValue, string>> = { ...own };
	const words = pieces.map((piece) => {
		if (piece.kind === "text") return piece.text;
		return piece.kind === "value" ? (known[piece.name] ?? " ") : " ";
	});
	return plainLine(words.join(""));
}

function piecesOf(lines: Tree<Line>): Tree<Piece>[] {
	return lines.flatMap((node) => {
		if (node.kind === "if") return [...piecesOf(node.met), ...piecesOf(node.otherwise)];
		return node.kind === "line" ? withBranches(node.pieces) : [];
	});
}

function withBranches(pieces: Tree<Piece>): Tree<Piece>[] {
	const within = pieces.flatMap((piece) =>
		piece.kind === "if" ? [...withBranches(piece.met), ...withBranches(piece.otherwise)] : [],
	);
	return [pieces, ...within];
}
