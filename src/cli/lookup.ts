import { lookUp } from "../app/look-up.ts";
import type { Config } from "../config.ts";
import { type FinderFlags, openCliFinder } from "./open-cli-finder.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";

/** `lookup TARGET…`: who is behind each target; with `--json` one object a line. A lookup that failed gives exit status 1. */
export async function lookup(
	targets: readonly string[],
	options: FinderFlags & { readonly json: boolean },
	config: Config,
): Promise<ExitStatus> {
	const finder = await openCliFinder(options, config);
	let status: ExitStatus = exitStatus.fine;
	for (const typed of targets) {
		const found = await lookUp(finder, typed, AbortSignal.timeout(120_000));
		if (found === null) throw new CliRefusal(`${typed} is not an address, network, AS number, URL or host name.`, 2);
		const { target, resolution } = found;
		const { range, operator, mailboxes, country, source, path, bucket, reason } = resolution;
		if (bucket === "lookup-failed" && reason !== "offline") status = exitStatus.refused;
		if (options.json) {
			print(JSON.stringify({ target, range, operator, mailboxes, country, source, path, bucket }));
			continue;
		}
		const who = operator === "" ? "nobody known" : operator;
		print(`${target}: ${who}${mailboxes.length > 0 ? ` <${mailboxes.join(", ")}>` : ""}`);
		print(
			`  ${bucket ?? "would be mailed"}; ${source ?? "no source"}; ${country ?? "no country"}; ${range ?? "no range"}`,
		);
		if (path.length > 0) print(`  ${path.join(" → ")}`);
	}
	return status;
}
