import { lookUp } from "../app/look-up.ts";
import type { Config } from "../config.ts";
import { renderResolution } from "../core/thread/resolution-card.ts";
import { createTexts } from "../text/texts.ts";
import { renderCardText } from "./card-text.ts";
import { type FinderFlags, openCliFinder } from "./open-cli-finder.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";

/** `lookup TARGET…`: who is behind each target; with `--json` one object a line. A lookup that failed gives exit status 1. */
export async function lookup(
	targets: readonly string[],
	options: FinderFlags & { readonly json: boolean },
	config: Config,
): Promise<ExitStatus> {
	const finder = await openCliFinder(options, config);
	const texts = createTexts(config.HOTLINE_LANGUAGE, config.TIME_ZONE);
	let status: ExitStatus = exitStatus.fine;
	for (const typed of targets) {
		const found = await lookUp(finder, typed, AbortSignal.timeout(120_000));
		if (found === null) throw new CliRefusal(`${typed} is not an address, network, AS number, URL or host name.`, 2);
		const { target, explanation } = found;
		const { resolution, considered } = explanation;
		const { range, operator, mailboxes, country, source, path, bucket, reason, doubts, asOf } = resolution;
		if (bucket === "lookup-failed" && reason !== "offline") status = exitStatus.refused;
		if (options.json) {
			const answer = { target, range, operator, mailboxes, country, source, path, bucket };
			print(JSON.stringify({ ...answer, reason, doubts, asOf, considered }));
			continue;
		}
		for (const line of renderCardText(renderResolution(target, explanation, texts))) print(line);
	}
	return status;
}
