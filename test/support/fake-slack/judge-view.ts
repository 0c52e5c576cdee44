import type { Call } from "./call.ts";
import { checkView } from "./check-blocks.ts";
import { invalid } from "./slack-error.ts";
import type { Json } from "./world.ts";

/** Keeps everything that is wrong with a view, and throws what Slack refuses it with. */
export function judgeView(call: Call, view: Json, _type: "modal" | "home"): void {
	const faults = checkView(view);
	for (const fault of faults) call.world.violations.push(`${call.method}: ${fault}`);
	if (faults.length > 0) throw invalid("invalid_arguments", faults);
}
