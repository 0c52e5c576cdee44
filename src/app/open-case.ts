import type { Category, UploadRef } from "../core/case/event.ts";
import type { Person } from "../core/case/people.ts";
import type { Attachment, Reply } from "../ports/chat.ts";
import type { Context } from "./context.ts";
import { execute } from "./execute.ts";
import { fileTrouble } from "./file-trouble.ts";
import { say, sayRefusal } from "./say.ts";

export interface NewCase {
	readonly by: Person;
	readonly platform: string;
	readonly file: Attachment;
	readonly title: string;
	readonly category: Category;
	readonly description: string;
	readonly reference: string | null;
	readonly reporter: string | null;
	readonly credit: boolean;
}

/** Stores an attachment; the answer to give when it is too large or did not come whole. A file name is kept only for show. */
export async function storeUpload(context: Context, file: Attachment): Promise<UploadRef | Reply> {
	const fileName = file.fileName.replace(/[^\p{L}\p{N}._ ()-]/gu, "_").slice(-200) || "report";
	try {
		const { id, bytes } = await context.uploads.save(fileName, file.open(), context.maxUploadBytes);
		return { id, fileName, bytes };
	} catch (fault) {
		return fileTrouble(context, fault);
	}
}

/** Opens a case: the bytes first, then the number, then the event. A refused one leaves no bytes behind. */
export async function openCase(context: Context, { file, by, ...typed }: NewCase): Promise<Reply> {
	const upload = await storeUpload(context, file);
	if ("kind" in upload) return upload;
	const year = Number(context.clock().slice(0, 4));
	const number = await context.cases.nextNumber(context.hotline.casePrefix, year);
	const result = await execute(context, {
		caseNumber: number,
		by,
		body: { type: "OpenCase", number, upload, ...typed },
	});
	if (!("refused" in result)) return say("good", context.texts.replies.opened(number));
	await context.uploads.drop(upload.id);
	return sayRefusal(result, context.texts);
}
