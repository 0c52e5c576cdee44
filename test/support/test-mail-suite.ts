import PostalMime from "postal-mime";
import type { TestMailJob } from "../../src/app/send-test-mail.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { Asker, Reply } from "../../src/ports/chat.ts";
import { appSuite } from "./app-suite.ts";
import { stateOf } from "./case-life.ts";
import type { TestApp } from "./open-app.ts";

/** A bot whose people have test mails sent to themselves. */
export interface TestMailSuite {
	readonly app: () => TestApp;
	/** Makes `<name>@own.example` somebody's confirmed own address. */
	readonly confirm: (asker: Asker) => Promise<void>;
	/** Presses “Test mail” on a card of the case as it is now. */
	readonly press: (asker: Asker, number: string) => Promise<Reply>;
	/** What the case's thread says of test mails. */
	readonly told: (number: string) => readonly string[];
	/** The first job of a test mail that waits. */
	readonly jobOf: () => TestMailJob;
}

export function testMailSuite(): TestMailSuite {
	const app = appSuite();
	return {
		app,
		async confirm(asker) {
			const mailbox = `${asker.person.name.toLowerCase()}@own.example`;
			await app().handlers.onCommand(asker, "mail address", { mailbox });
			const mail = app().mail.taken.pop();
			const code = /\d{6}/.exec((await PostalMime.parse(mail?.raw ?? "")).text ?? "")?.[0];
			await app().handlers.onCommand(asker, "mail code", { code: code ?? "" });
		},
		press: async (asker, number) =>
			app().handlers.onPress(asker, buttonId(await stateOf(app(), number), "test-mail"), null),
		told(number) {
			const threads = [...app().chat.threads];
			const [thread] = threads.find(([, { title }]) => title.startsWith(number)) ?? [""];
			return app()
				.chat.told(thread)
				.filter((line) => /test mail/i.test(line));
		},
		jobOf() {
			const job = app().jobs.waiting.find(({ type }) => type === "SendTestMail");
			if (job === undefined) throw new Error("no test mail waits");
			return job as TestMailJob;
		},
	};
}
