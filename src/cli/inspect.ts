import { renderInspection } from "../app/inspect.ts";
import type { Config } from "../config.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";
import { readInput } from "./read-input.ts";

/** `inspect FILE`: what is in a report, without storing or asking anything. */
export async function inspect(
	file: string,
	options: { readonly json: boolean; readonly column: number | null },
	config: Config,
): Promise<ExitStatus> {
	const { summary, problems } = await readInput(file, options.column, config);
	const found = renderInspection(summary, problems);
	if (options.json) {
		print(JSON.stringify(found));
		return exitStatus.fine;
	}
	print(`${found.format}, ${found.encoding}`);
	print(
		`${found.rows} rows = ${found.findings} findings + ${found.duplicates} duplicates + ${summary.problemRows} unusable rows`,
	);
	print(`${found.uniqueTargets} unique targets`);
	for (const [role, header] of Object.entries(found.columns)) print(`column for ${role}: ${header}`);
	for (const { reason, count, examples } of found.problems) {
		const places = examples.map(({ line, column }) => (column === null ? `line ${line}` : `line ${line}, ${column}`));
		print(`${count} × ${reason}: ${places.join("; ")}${count > places.length ? "; …" : ""}`);
	}
	return exitStatus.fine;
}
