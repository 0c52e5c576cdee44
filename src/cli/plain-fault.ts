import { ConfigError } from "../config.ts";
import { DataDirInUse } from "../db/data-dir-lock.ts";
import { DatabaseUnreachable } from "../db/open-postgres.ts";
import { AllowedSpecialUseError } from "../intake/allowed-special-use.ts";
import { openLog } from "../log/pino-log.ts";
import { BadSmtpUrl } from "../mail/smtp-url.ts";
import { ChatFault } from "../ports/chat.ts";
import { RegistryFault } from "../registry/registry-fault.ts";
import { CliRefusal } from "./outcome.ts";

const known = [
	AllowedSpecialUseError,
	BadSmtpUrl,
	ChatFault,
	CliRefusal,
	ConfigError,
	DatabaseUnreachable,
	DataDirInUse,
	RegistryFault,
];

/** One plain sentence for whatever ended a command. What is not expected goes to the log, without its message. */
export function plainFault(fault: unknown): string {
	if (fault instanceof Error && known.some((expected) => fault instanceof expected)) return fault.message;
	if (fault instanceof Error && "code" in fault && fault.code === "EADDRINUSE")
		return "The port of the local chat is in use. Set LOCAL_CHAT_PORT to another one, or to 0 for any free one.";
	if (fault instanceof Error && "code" in fault && (fault.code === "EACCES" || fault.code === "EPERM"))
		return "A file or folder may not be read or written. Check who owns the data folder.";
	openLog("error").error("fault", fault);
	return "Something went wrong on our side; the lines above say where.";
}
