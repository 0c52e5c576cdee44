import type { Actor } from "../scenario-driver.ts";
import { type Act, makeAct } from "./act.ts";
import { messagePayload } from "./message-payload.ts";
import { nextTs } from "./next-ts.ts";
import { channelName, interactionPayload } from "./payloads.ts";
import { requireMessage } from "./require-message.ts";
import type { World } from "./world.ts";

/** A message shortcut, chosen on a message. */
export function shortcutAct(world: World, as: Actor, callbackId: string, ts: string): Act {
	const person = world.people[as];
	const stored = requireMessage(world, as, ts);
	const { conversation } = stored;
	return makeAct(world, {
		kind: "interactive",
		userId: person.id,
		payload: {
			type: "message_action",
			...interactionPayload(world, person),
			action_ts: nextTs(),
			callback_id: callbackId,
			channel: { id: conversation, name: channelName(world, conversation) },
			message_ts: ts,
			message: messagePayload(world, stored),
		},
		respondsIn: { conversation, sourceTs: ts },
		urlKind: "app",
	});
}
