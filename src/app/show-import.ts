import { renderButtonId } from "../core/thread/button-id.ts";
import type { EntryList } from "../core/thread/entries-card.ts";
import { renderImport, renderImportProblems } from "../core/thread/import-card.ts";
import type { Attachment, Reply } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";
import type { Context } from "./context.ts";
import { type LookedAtImport, lookAtImport, type ReadyImport } from "./import-directory.ts";
import { storeUpload } from "./open-case.ts";
import { say, show } from "./say.ts";

/** What the button of an import says: the file that was kept, and what was shown of it. */
interface Asked {
	readonly list: EntryList;
	readonly uploadId: string;
	readonly digest: string;
}

const isDone = ({ plan }: ReadyImport) => plan.added.length + plan.changed.length === 0;

function asking({ list, uploadId, digest }: Asked, texts: Texts) {
	const argument = `${uploadId}:${digest}`;
	const id = renderButtonId({ verb: "import", caseNumber: list.toUpperCase(), epoch: 0, argument });
	return { id, label: texts.directory.importPress, style: "primary" } as const;
}

/** The list and the file that a pressed button stands for; null when it is none of ours. */
export function askedImport(caseNumber: string, argument: string | null): Asked | null {
	const list = caseNumber === "CONTACTS" ? "contacts" : caseNumber === "OPTOUTS" ? "optouts" : null;
	const match = /^([0-9a-f-]{36}):([0-9a-f]{16})$/.exec(argument ?? "");
	if (list === null || match === null) return null;
	const [, uploadId = "", digest = ""] = match;
	return { list, uploadId, digest };
}

function refused(looked: Exclude<LookedAtImport, ReadyImport>, title: string, texts: Texts): Reply {
	const t = texts.directory;
	if (looked.kind === "problems") return show(renderImportProblems(title, looked.problems, texts));
	const sentence = t.unreadable[looked.reason];
	return say("warn", looked.line === null ? sentence : t.atLine(texts.number(looked.line), sentence));
}

/** Keeps a file and shows what an import of it would do, with the button that does it; changes nothing. */
export async function showImport(context: Context, list: EntryList, file: Attachment): Promise<Reply> {
	const { texts } = context;
	const upload = await storeUpload(context, file);
	if ("kind" in upload) return upload;
	const title = texts.directory.importTitle(upload.fileName);
	const reply = await look(context, { list, uploadId: upload.id, digest: "" }, title);
	if (reply.kept) return reply.reply;
	await context.uploads.drop(upload.id);
	return reply.reply;
}

interface Looked {
	readonly reply: Reply;
	/** The button needs the file. */
	readonly kept: boolean;
}

async function look(context: Context, asked: Asked, title: string): Promise<Looked> {
	const { texts } = context;
	const t = texts.directory;
	const bytes = await context.uploads.open(asked.uploadId);
	if (bytes === null) return { reply: say("warn", t.importGone), kept: false };
	const looked = await lookAtImport(context, asked.list, bytes);
	if (looked.kind !== "ready") return { reply: refused(looked, title, texts), kept: false };
	const view = { title, plan: looked.plan, now: context.clock() };
	if (isDone(looked)) {
		return { reply: show(renderImport({ ...view, said: t.importNothing, confirm: null }, texts)), kept: false };
	}
	const confirm = asking({ ...asked, digest: looked.digest }, texts);
	const said = asked.digest === "" ? t.importAsk : t.importChanged;
	return { reply: show(renderImport({ ...view, said, confirm }, texts)), kept: true };
}

/**
 * Does an import that was shown. When something changed meanwhile, so that it would do something else, it is shown anew and
 * nothing is done.
 */
export async function doImport(context: Context, asked: Asked, importer: string): Promise<Reply> {
	const { texts } = context;
	const t = texts.directory;
	const title = t.imported[asked.list];
	const bytes = await context.uploads.open(asked.uploadId);
	if (bytes === null) return say("warn", t.importGone);
	const looked = await lookAtImport(context, asked.list, bytes);
	if (looked.kind !== "ready" || looked.digest !== asked.digest) {
		const { reply, kept } = await look(context, asked, title);
		if (!kept) await context.uploads.drop(asked.uploadId);
		return reply;
	}
	await looked.apply(importer);
	await context.uploads.drop(asked.uploadId);
	const view = { title, plan: looked.plan, now: context.clock() };
	return show(renderImport({ ...view, said: texts.replies.done, confirm: null }, texts));
}
