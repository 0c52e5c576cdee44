/** An answer of Discord that says no: status, `code` and `message` as in its list of JSON error codes. */
export class ApiError extends Error {
	readonly status: number;
	readonly body: { readonly code: number; readonly message: string; readonly errors?: unknown };
	constructor(status: number, code: number, message: string, errors?: unknown) {
		super(message);
		this.name = "ApiError";
		this.status = status;
		this.body = errors === undefined ? { code, message } : { code, message, errors };
	}
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const apiErrors = {
	unauthorized: () => new ApiError(401, 0, "401: Unauthorized"),
	notFound: () => new ApiError(404, 0, "404: Not Found"),
	unknownChannel: () => new ApiError(404, 10003, "Unknown Channel"),
	unknownGuild: () => new ApiError(404, 10004, "Unknown Guild"),
	unknownMember: () => new ApiError(404, 10007, "Unknown Member"),
	unknownMessage: () => new ApiError(404, 10008, "Unknown Message"),
	unknownUser: () => new ApiError(404, 10013, "Unknown User"),
	unknownWebhook: () => new ApiError(404, 10015, "Unknown Webhook"),
	unknownInteraction: () => new ApiError(404, 10062, "Unknown interaction"),
	unknownCommand: () => new ApiError(404, 10063, "Unknown application command"),
	tooLarge: () => new ApiError(413, 40005, "Request entity too large"),
	acknowledged: () => new ApiError(400, 40060, "Interaction has already been acknowledged."),
	missingAccess: () => new ApiError(403, 50001, "Missing Access"),
	notAuthor: () => new ApiError(403, 50005, "Cannot edit a message authored by another user"),
	empty: () => new ApiError(400, 50006, "Cannot send an empty message"),
	nonTextChannel: () => new ApiError(400, 50008, "Cannot send messages in a non-text channel"),
	missingPermissions: () => new ApiError(403, 50013, "Missing Permissions"),
	systemMessage: () => new ApiError(403, 50021, "Cannot execute action on a system message"),
	expiredToken: () => new ApiError(401, 50027, "Invalid Webhook Token"),
	badChannelType: () => new ApiError(400, 50024, "Cannot execute action on this channel type"),
	archivedThread: () =>
		new ApiError(
			400,
			50083,
			"Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread",
		),
	threadExists: () => new ApiError(400, 160004, "A thread has already been created for this message"),
	badJson: () => new ApiError(400, 50109, "The request body contains invalid JSON."),
} as const;

/** 50035 with one error at a path, nested as Discord nests it. */
export function invalidForm(problems: readonly FormProblem[]): ApiError {
	const errors: Record<string, unknown> = {};
	for (const { path, code, message } of problems) {
		let at = errors;
		for (const part of path) {
			at[part] ??= {};
			at = at[part] as Record<string, unknown>;
		}
		at._errors ??= [];
		(at._errors as unknown[]).push({ code, message });
	}
	return new ApiError(400, 50035, "Invalid Form Body", errors);
}

export interface FormProblem {
	readonly path: readonly (string | number)[];
	readonly code: string;
	readonly message: string;
}
