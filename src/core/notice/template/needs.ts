import type { Branch, Condition, Line, Piece, Tree } from "./template.ts";

/** Where a language stands in a mail: on top, or under the other one. */
export type Place = "first" | "second";

/** Whether a leaf that fits is there however the conditions turn out, where the language stands at `place`. */
export function isAlwaysThere<T extends { readonly kind: string }>(
	tree: Tree<T>,
	fits: (leaf: T) => boolean,
	place: Place,
): boolean {
	return tree.some((node) =>
		isBranch(node) ? taken(node, place).every((branch) => isAlwaysThere(branch, fits, place)) : fits(node),
	);
}

/** Whether a condition decides about any text, in lines or within one. */
export function asksFor(lines: Tree<Line>, condition: Condition): boolean {
	return lines.some((node) => {
		if (node.kind === "line") return asksWithin(node.pieces, condition);
		if (node.kind === "block") return false;
		const decides = node.condition === condition && node.met.length > 0;
		return decides || asksFor(node.met, condition) || asksFor(node.otherwise, condition);
	});
}

/** The same within one line. */
export function asksWithin(pieces: Tree<Piece>, condition: Condition): boolean {
	return pieces.some((piece) => {
		if (piece.kind !== "if") return false;
		const decides = piece.condition === condition && piece.met.length > 0;
		return decides || asksWithin(piece.met, condition) || asksWithin(piece.otherwise, condition);
	});
}

function isBranch<T extends { readonly kind: string }>(node: T | Branch<T>): node is Branch<T> {
	return node.kind === "if";
}

/** The branches that may be taken at a place. */
function taken<T>({ condition, met, otherwise }: Branch<T>, place: Place): readonly Tree<T>[] {
	if (condition === "first" || condition === "second") return [condition === place ? met : otherwise];
	if (condition === "other_below" && place === "second") return [otherwise];
	return [met, otherwise];
}
