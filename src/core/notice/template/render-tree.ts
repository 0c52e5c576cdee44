import { wrapText } from "../wrap-text.ts";
import type { BlockValue, Condition, Line, LineValue, Piece, Tree } from "./template.ts";

/** What the placeholders stand for in one mail and one language. Values are put in as they are: what looks like a placeholder in them is text. */
export interface Facts {
	readonly values: Readonly<Record<LineValue, string>>;
	readonly is: Readonly<Record<Condition, boolean>>;
}

/** For sections that hold none. */
const noBlocks: Readonly<Record<BlockValue, string>> = {
	...{ at_stake: "", what_to_do: "", urgency: "", description: "", list: "", answer: "", opt_out: "" },
};

/** The line that the pieces give. A full stop after a value that ends in one (`B.V.`) is not doubled. */
export function renderPieces(pieces: Tree<Piece>, facts: Facts): string {
	let line = "";
	let afterValue = false;
	for (const piece of pieces) {
		if (piece.kind === "if") line += renderPieces(facts.is[piece.condition] ? piece.met : piece.otherwise, facts);
		else if (piece.kind === "value") line += facts.values[piece.name];
		else line += afterValue && piece.text.startsWith(".") && line.endsWith(".") ? piece.text.slice(1) : piece.text;
		afterValue = piece.kind !== "text";
	}
	return line;
}

function renderLine({ pieces, indent }: Extract<Line, { readonly kind: "line" }>, facts: Facts): string {
	return wrapText(renderPieces(pieces, facts).trim(), indent);
}

/**
 * The text that the lines give, without a line end behind. Lines longer than 72 characters are broken between words; blocks are put in
 * as they are. A line of which nothing is left is gone, and so are further empty lines after an empty one.
 */
export function renderLines(
	lines: Tree<Line>,
	facts: Facts,
	blocks: Readonly<Record<BlockValue, string>> = noBlocks,
): string {
	const result: string[] = [];
	const add = (text: string) => {
		if (text !== "" || result.at(-1) !== "") result.push(text);
	};
	const visit = (tree: Tree<Line>) => {
		for (const node of tree) {
			if (node.kind === "if") visit(facts.is[node.condition] ? node.met : node.otherwise);
			else if (node.kind === "line" && node.wrapped !== null) add(node.wrapped);
			else {
				const text = node.kind === "block" ? blocks[node.name] : renderLine(node, facts);
				if (text !== "") add(text);
			}
		}
	};
	visit(lines);
	return result.join("\n").trim();
}
