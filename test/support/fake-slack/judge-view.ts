import type { Call } from "./call.ts";
import { markupFaults, viewFaults } from "./check-blocks.ts";
import { judgeSlackFiles } from "./judge-slack-files.ts";
import { invalid, SlackError } from "./slack-error.ts";
import type { Json } from "./world.ts";

const maxBytes = 250_000;

interface Kind {
	readonly type: "modal" | "home";
	/** Who sees it, as far as that is known. */
	readonly userId: string;
	/** The view that it takes the place of. */
	readonly replaces?: string;
}

/** Keeps everything that is wrong with a view, and throws what Slack refuses it with. */
export function judgeView({ world, method }: Call, view: Json, { type, userId, replaces }: Kind): void {
	const blocks: readonly unknown[] = Array.isArray(view.blocks) ? view.blocks : [];
	const faults = [
		...(view.type === type ? [] : [`must be a ${type} [json-pointer:/view/type]`]),
		...viewFaults(view),
		...judgeSlackFiles(world, blocks, "/view/blocks", { conversation: "", ephemeralTo: userId }),
	];
	for (const fault of [...faults, ...markupFaults(blocks, "/view/blocks")])
		world.violations.push(`${method}: ${fault}`);
	if (faults.length > 0) throw invalid("invalid_arguments", faults);
	if (Buffer.byteLength(JSON.stringify(view)) > maxBytes) throw refused(world.violations, method, "view_too_large");
	const { external_id } = view;
	if (external_id === undefined || external_id === "") return;
	const isTaken = [...world.views.values()].some(({ id, sent }) => id !== replaces && sent.external_id === external_id);
	if (isTaken) throw refused(world.violations, method, "duplicate_external_id");
}

function refused(violations: string[], method: string, code: string): SlackError {
	violations.push(`${method}: ${code} [json-pointer:/view]`);
	return new SlackError(code);
}
