import { parentPort, workerData } from "node:worker_threads";
import { Unwritable } from "../ports/mail-writer.ts";
import type { MailIdentity } from "./mail-identity.ts";
import { openMailWriter } from "./mail-writer.ts";
import type { FromWriter, ToWriter } from "./writer-messages.ts";

/** Entry of the worker thread that writes mails and reads them again: signing and looking for leaks would hold up the chat. */
const port = parentPort;
if (port === null) throw new Error("write-worker runs as a worker thread only");
const writer = openMailWriter(workerData as MailIdentity);

async function answer({ id, mail, allowed }: ToWriter): Promise<FromWriter> {
	try {
		return { id, written: await writer.write(mail, allowed) };
	} catch (fault) {
		if (fault instanceof Unwritable) return { id, unwritable: fault.reason };
		return { id, fault: fault instanceof Error ? fault.message : "the mail could not be written" };
	}
}

port.on("message", (question: ToWriter) => {
	void answer(question).then((said) => port.postMessage(said));
});
