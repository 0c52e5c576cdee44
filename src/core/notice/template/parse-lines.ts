import { wrapText } from "../wrap-text.ts";
import type { Report, SourceLine } from "./decode-template.ts";
import {
	type BlockValue,
	type Branch,
	blockValues,
	type Condition,
	conditions,
	type Line,
	type LineValue,
	lineValues,
	type Piece,
	type Tree,
} from "./template.ts";

/** What a section may hold beside text. */
export interface Allowed {
	readonly values: readonly LineValue[];
	readonly blocks: readonly BlockValue[];
}

/** `{{name}}`, `{{if name}}`, `{{else}}`, `{{end}}`, or text. */
type Token = { readonly kind: "text" | "name"; readonly text: string } | Mark;
type Mark = { readonly kind: "if"; readonly condition: string } | { readonly kind: "else" | "end" };

/** A token on its way into the tree. */
type Item<T> =
	| { readonly kind: "leaf"; readonly line: number; readonly leaf: T }
	| { readonly kind: "if"; readonly line: number; readonly condition: Condition }
	| { readonly kind: "else" | "end"; readonly line: number };

/**
 * A section's lines as a tree. `{{if}}`, `{{else}}` and `{{end}}` that stand alone on a line are about whole lines, and their own
 * lines are gone; others are about parts of their line and must end in it. Reports whatever is not understood.
 */
export function parseLines(lines: readonly SourceLine[], allowed: Allowed, report: Report): Tree<Line> {
	const items = lines.map((line): Item<Line> => {
		const tokens = tokensOf(line, report);
		const [only] = tokens;
		if (only !== undefined && tokens.length === 1) {
			if (isMark(only)) return markOf(only, line.number, report);
			const block = only.kind === "name" ? blockValues.find((name) => name === only.text) : undefined;
			if (block !== undefined) return { kind: "leaf", line: line.number, leaf: blockOf(block, line, allowed, report) };
		}
		const pieces = piecesOf(tokens, line, allowed, report);
		return { kind: "leaf", line: line.number, leaf: lineOf(pieces, line.text) };
	});
	return nest(items, report);
}

/** A section of one line. Reports a further one. */
export function parseOneLine(
	{ name, lines }: { readonly name: string; readonly lines: readonly SourceLine[] },
	allowed: Allowed,
	report: Report,
): Tree<Piece> {
	const [line, further] = lines;
	if (further !== undefined) report(further.number, { code: "one-line", name });
	return line === undefined ? [] : piecesOf(tokensOf(line, report), line, allowed, report);
}

function blockOf(name: BlockValue, line: SourceLine, { blocks }: Allowed, report: Report): Line {
	if (!blocks.includes(name)) report(line.number, { code: "not-here", name });
	return { kind: "block", name };
}

function lineOf(pieces: Tree<Piece>, text: string): Line {
	const indent = indentOf(text);
	const isText = pieces.every(({ kind }) => kind === "text");
	return { kind: "line", pieces, indent, wrapped: isText ? wrapText(text, indent) : null };
}

/** Under an item of a list the next lines of its text stand in. */
function indentOf(text: string): string {
	const sign = /^(?:[-*•]|\d{1,2}[.)]) /.exec(text)?.[0] ?? "";
	return " ".repeat(sign.length);
}

function tokensOf({ number, text }: SourceLine, report: Report): Token[] {
	const tokens: Token[] = [];
	for (const [index, part] of text.split(/\{\{([^{}]*)\}\}/).entries()) {
		if (index % 2 === 1) tokens.push(tokenOf(part.trim()));
		else if (/\{\{|\}\}/.test(part)) report(number, { code: "bad-braces" });
		else if (part !== "") tokens.push({ kind: "text", text: part });
	}
	return tokens;
}

function tokenOf(inside: string): Token {
	if (inside === "else" || inside === "end") return { kind: inside };
	const condition = /^if(?:\s+(.*))?$/.exec(inside);
	return condition === null ? { kind: "name", text: inside } : { kind: "if", condition: condition[1] ?? "" };
}

function isMark(token: Token): token is Mark {
	return token.kind !== "text" && token.kind !== "name";
}

function markOf(token: Mark, line: number, report: Report): Item<never> {
	if (token.kind !== "if") return { kind: token.kind, line };
	const condition = conditions.find((name) => name === token.condition);
	if (condition === undefined)
		report(line, { code: "unknown-condition", name: token.condition, known: [...conditions] });
	return { kind: "if", line, condition: condition ?? "first" };
}

function piecesOf(tokens: readonly Token[], line: SourceLine, allowed: Allowed, report: Report): Tree<Piece> {
	const items = tokens.map((token): Item<Piece> => {
		if (isMark(token)) return markOf(token, line.number, report);
		if (token.kind === "text") return { kind: "leaf", line: line.number, leaf: { kind: "text", text: token.text } };
		const name = lineValues.find((known) => known === token.text);
		if (name !== undefined && !allowed.values.includes(name)) report(line.number, { code: "not-here", name });
		if (name === undefined) reportName(token.text, line.number, allowed, report);
		return { kind: "leaf", line: line.number, leaf: { kind: "value", name: name ?? "number" } };
	});
	return nest(items, report);
}

function reportName(name: string, line: number, { values, blocks }: Allowed, report: Report): void {
	const isBlock = blockValues.some((block) => block === name);
	if (isBlock) report(line, { code: blocks.some((block) => block === name) ? "own-line" : "not-here", name });
	else report(line, { code: "unknown-name", name, known: [...values, ...blocks] });
}

interface Open<T> {
	readonly line: number;
	readonly condition: Condition;
	readonly met: (T | Branch<T>)[];
	otherwise: (T | Branch<T>)[] | null;
}

function nest<T>(items: readonly Item<T>[], report: Report): Tree<T> {
	const top: (T | Branch<T>)[] = [];
	const open: Open<T>[] = [];
	const add = (node: T | Branch<T>) => {
		const inner = open.at(-1);
		(inner === undefined ? top : (inner.otherwise ?? inner.met)).push(node);
	};
	for (const item of items) {
		const inner = open.at(-1);
		if (item.kind === "leaf") add(item.leaf);
		else if (item.kind === "if") open.push({ ...item, met: [], otherwise: null });
		else if (inner === undefined || (item.kind === "else" && inner.otherwise !== null))
			report(item.line, { code: "stray-mark" });
		else if (item.kind === "else") inner.otherwise = [];
		else {
			open.pop();
			add(branchOf(inner));
		}
	}
	for (const { line } of open) report(line, { code: "unclosed-if" });
	return top;
}

function branchOf<T>({ condition, met, otherwise }: Open<T>): Branch<T> {
	return { kind: "if", condition, met, otherwise: otherwise ?? [] };
}
