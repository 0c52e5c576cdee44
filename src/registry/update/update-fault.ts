import type { TroubleCode, UpdateTrouble } from "../../core/registry/registry-status.ts";

/** Ends an update; the index from before stays in use. `trouble` says why, for a sentence. */
export class UpdateFault extends Error {
	readonly trouble: UpdateTrouble;
	constructor(code: TroubleCode, { file = "", detail = "" }: { file?: string; detail?: string } = {}, cause?: unknown) {
		super(`registry update: ${code}`, cause === undefined ? {} : { cause });
		this.name = "UpdateFault";
		this.trouble = { code, file, detail };
	}
}

const noSpace = new Set(["ENOSPC", "EDQUOT"]);
const notWritable = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "ELOOP", "EMFILE", "ENFILE", "EIO"]);

/** A fault of the disk as what it means for an update; null when it is none of those. */
export function diskFault(cause: unknown, file = ""): UpdateFault | null {
	// A line that may not be opened has the code of a file that may not be written.
	if (cause instanceof Error && "syscall" in cause && cause.syscall === "connect") return null;
	const code = codeOf(cause);
	if (code !== null && noSpace.has(code)) return new UpdateFault("no-space", { file }, cause);
	if (code !== null && notWritable.has(code)) return new UpdateFault("not-writable", { file }, cause);
	return null;
}

/** The system's code of an error, such as `ENOENT`; null when it has none. */
export function codeOf(fault: unknown): string | null {
	if (!(fault instanceof Error) || !("code" in fault) || typeof fault.code !== "string") return null;
	return fault.code;
}
