import { rangesIn } from "./find-addresses.ts";
import { containsRange } from "./range.ts";
import type { Target } from "./target.ts";

const maxDetail = 500;

/**
 * The cells beside the target that its operator may see, by header; empty ones are left out, values are trimmed and cut
 * to 500 characters. A cell that names any address outside the target is dropped whole: it is another party's (a
 * sinkhole, a forwarder, a second victim), and a mail holds only its recipient's addresses.
 */
export function pickDetails(
	cells: readonly string[],
	row: { readonly columns: readonly number[]; readonly headers: readonly string[]; readonly target: Target },
): Record<string, string> {
	const details: Record<string, string> = {};
	for (const column of row.columns) {
		// Cut first, so that what is looked at is what will be shown: a cut may make one address of another.
		const value = (cells[column] ?? "").trim().slice(0, maxDetail);
		if (value === "" || namesAnother(value, row.target)) continue;
		details[row.headers[column] as string] = value;
	}
	return details;
}

function namesAnother(value: string, target: Target): boolean {
	const own = target.kind === "host" ? null : target.range;
	return rangesIn(value).some((range) => own === null || !containsRange(own, range));
}
