/** Deeper than any report of ours. */
const maxDepth = 16;

/**
 * All text of an X-ARF report that a reader could see: the names and values of each field, and what its evidence holds. Null for what is no
 * JSON object in UTF-8, and for evidence that is not plain text in base64.
 */
export function xarfTexts(file: Uint8Array): string[] | null {
	try {
		const report: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file));
		if (typeof report !== "object" || report === null || Array.isArray(report)) return null;
		if (!isWrittenAsOurs(file, report)) return null;
		const { evidence = [], ...rest } = report as { readonly evidence?: unknown };
		return [...textsIn(rest, 0), ...evidenceTexts(evidence)];
	} catch {
		return null;
	}
}

/** Of two fields with one name a reader may show either; `JSON.parse` keeps the last. Our reports are written by `JSON.stringify`. */
function isWrittenAsOurs(file: Uint8Array, report: object): boolean {
	return Buffer.from(`${JSON.stringify(report, null, 2)}\n`).compare(file) === 0;
}

function* textsIn(value: unknown, depth: number): Generator<string> {
	if (depth > maxDepth) throw new Error("too deep");
	if (typeof value === "string") yield value;
	else if (typeof value === "number") yield String(value);
	else if (typeof value === "object" && value !== null)
		for (const [key, inner] of Object.entries(value)) {
			if (!Array.isArray(value)) yield key;
			yield* textsIn(inner, depth + 1);
		}
}

function evidenceTexts(evidence: unknown): string[] {
	if (!Array.isArray(evidence)) throw new Error("no list");
	return evidence.flatMap((item: unknown) => {
		const { content_type: type, payload, ...rest } = item as Readonly<Record<string, unknown>>;
		if (type !== "text/plain" || typeof payload !== "string") throw new Error("not plain text");
		const bytes = Buffer.from(payload, "base64");
		if (bytes.toString("base64") !== payload) throw new Error("not base64");
		return [...textsIn(rest, 0), ...new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\n")];
	});
}
