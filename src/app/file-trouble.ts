import { AttachmentLost, type Reply } from "../ports/chat.ts";
import { LoginPage, WrongFileHost } from "../ports/download.ts";
import { UploadTooLarge } from "../ports/upload-store.ts";
import type { Context } from "./context.ts";
import { say } from "./say.ts";

const bytesPerMb = 1_048_576;

/** What to answer when a file did not come, came in part or is too large. Throws any other fault on. */
export function fileTrouble({ texts, log }: Pick<Context, "texts" | "log">, fault: unknown): Reply {
	if (fault instanceof AttachmentLost) return say("warn", texts.replies.uploadLost);
	if (fault instanceof WrongFileHost) {
		log.warn("chat.wrong-file-host", { source: fault.host });
		return say("warn", texts.replies.uploadElsewhere);
	}
	if (fault instanceof LoginPage) {
		log.warn("chat.file-withheld");
		return say("warn", texts.replies.uploadWithheld);
	}
	if (!(fault instanceof UploadTooLarge)) throw fault;
	// The platform may take less than we would.
	return say("warn", texts.replies.uploadTooLarge(texts.number(Math.floor(fault.maxBytes / bytesPerMb))));
}
