import type { Call, Command } from "../src/app/command.ts";
import { liftStop, stopMailing } from "../src/app/mailing-stop.ts";
import { enterCode, forgetOwnMailbox, sendCode, showOwnMailbox } from "../src/app/own-mailbox.ts";
import { say } from "../src/app/say.ts";
import type { Reply } from "../src/ports/chat.ts";
import { textOption } from "./options.ts";

/** `/mail …`: the asker's own address for test mails, and stopping the mailing of all cases. */
export const mail: Command = {
	spec: {
		name: "mail",
		description: { en: "Your own address; stop all mailing", nl: "Je eigen adres; alle mail stilleggen" },
		role: "volunteer",
		subcommands: [
			{
				...{ name: "address", role: "volunteer" },
				description: {
					en: "Your own address for test mails: show it, or give another",
					nl: "Je eigen adres voor testmails: toon het, of geef een ander",
				},
				options: [
					{
						...{ name: "mailbox", type: "text", required: false, maxLength: 254 },
						description: { en: "Mail address; a code is sent there", nl: "Mailadres; er gaat een code heen" },
					},
				],
			},
			{
				...{ name: "code", role: "volunteer" },
				description: { en: "Confirm your address with the code", nl: "Bevestig je adres met de code" },
				options: [
					{
						...{ name: "code", type: "text", required: true, maxLength: 20 },
						description: { en: "The six digits from the mail", nl: "De zes cijfers uit de mail" },
					},
				],
			},
			{
				...{ name: "forget", role: "volunteer", options: [] },
				description: { en: "Delete your own address", nl: "Wis je eigen adres" },
			},
			{
				...{ name: "stop", role: "volunteer" },
				description: {
					en: "Emergency: no mail of any case goes out any more",
					nl: "Noodstop: er gaat van geen enkele zaak nog mail uit",
				},
				options: [
					{
						...{ name: "reason", type: "text", required: true, maxLength: 200 },
						description: { en: "Why; everybody reads it", nl: "Waarom; iedereen leest dit" },
					},
				],
			},
			{
				...{ name: "resume", role: "coordinator", options: [] },
				description: { en: "Lift the emergency stop", nl: "Hef de noodstop op" },
			},
		],
	},
	run(call) {
		const { context, asker, options } = call;
		switch (call.subcommand) {
			case "code":
				return enterCode(context, asker, { typed: textOption(options, "code") ?? "" });
			case "forget":
				return forgetOwnMailbox(context, asker);
			case "stop":
				return stop(call);
			case "resume":
				return lift(call);
			default: {
				const typed = textOption(options, "mailbox");
				return typed === null ? showOwnMailbox(context, asker) : sendCode(context, asker, { typed });
			}
		}
	},
};

async function stop({ context, asker, options }: Call): Promise<Reply> {
	const { texts } = context;
	const reason = textOption(options, "reason") ?? "";
	const { stop: stands, isNew, paused } = await stopMailing(context, { by: asker.person, reason });
	if (!isNew) return say("warn", texts.mailing.stopAlready(stands.stoppedBy, texts.when(stands.stoppedAt)));
	return say("good", texts.mailing.stopDone(texts.number(paused)));
}

async function lift({ context, asker }: Call): Promise<Reply> {
	const t = context.texts.mailing;
	return (await liftStop(context, asker.person)) ? say("good", t.liftDone) : say("neutral", t.liftNone);
}
