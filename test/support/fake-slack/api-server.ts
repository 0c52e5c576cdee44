import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { appMethods } from "./app-methods.ts";
import { authorize } from "./authorize.ts";
import { type Call, type Method, textArg } from "./call.ts";
import { chatMethods } from "./chat-methods.ts";
import { conversationMethods } from "./conversation-methods.ts";
import type { SlackTrouble } from "./fake-slack.ts";
import { fileMethods } from "./file-methods.ts";
import { judgeHost } from "./judge-host.ts";
import { peopleMethods } from "./people-methods.ts";
import { createRateLimits } from "./rate-limits.ts";
import { reactionMethods } from "./reaction-methods.ts";
import { readArgs } from "./read-args.ts";
import { answerResponseUrl } from "./response-urls.ts";
import { rollSlackTrouble } from "./roll-slack-trouble.ts";
import { promise } from "./show.ts";
import { SlackError } from "./slack-error.ts";
import { viewMethods } from "./view-methods.ts";
import { count, type Json, type World } from "./world.ts";

const methods = new Map<string, Method>(
	[
		...appMethods,
		...chatMethods,
		...conversationMethods,
		...fileMethods,
		...peopleMethods,
		...reactionMethods,
		...viewMethods,
	].map((method) => [method.name, method]),
);

export interface ApiAnswer {
	readonly status: number;
	readonly body: Json;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Slack's Web API and its response URLs: troubles first, then who asks, the limits, and what is asked. */
export function createApi(world: World): RequestListener {
	const limits = createRateLimits();
	return (request, response) => {
		const url = new URL(request.url ?? "/", "http://localhost");
		const isMethod = url.pathname.startsWith("/api/");
		const name = isMethod ? url.pathname.slice("/api/".length) : "response_url";
		count(world, name);
		if (isMethod) judgeHost(world, request, world.urls.api);
		const trouble = rollSlackTrouble(world, name);
		const answer = async (): Promise<ApiAnswer | null> => {
			const args = await readArgs(request, url);
			const call: Call = { world, method: name, args };
			if (trouble) holdUp(call, url.pathname, trouble.kind === "429" ? (trouble.retryAfterS ?? 1) : 0);
			if (trouble && trouble.kind !== "drop-after") return troubled(trouble);
			if (!isMethod) return answerResponseUrl(world, request, url.pathname, args);
			return answerMethod(call, request, limits);
		};
		answer()
			.catch((error: unknown) => (request.complete ? asAnswer(world, name, error) : null))
			.then((given) => {
				// The bot went away in the middle of its request, or is to be left without an answer.
				if (given === null || trouble?.kind === "drop-after") return void request.socket.destroy();
				give(world, response, given);
			})
			.catch((error: unknown) => world.violations.push(`the fake failed: ${String(error)}`));
	};
}

async function answerMethod(
	call: Call,
	request: IncomingMessage,
	limits: ReturnType<typeof createRateLimits>,
): Promise<ApiAnswer> {
	const { world, args } = call;
	const method = methods.get(call.method);
	if (!method) {
		world.violations.push(`${call.method}: no such method`);
		throw new SlackError("unknown_method", { req_method: call.method });
	}
	authorize(call, method, request.headers.authorization);
	const waitS = world.options.rateLimits ? limits.ask(method.name, method.perMinute, textArg(call, "channel")) : 0;
	if (waitS > 0) {
		count(world, `ratelimited ${method.name}`);
		holdUp(call, "", waitS);
		return tooMany(waitS);
	}
	for (const name of Object.keys(args)) {
		if (name !== "token" && name !== "team_id" && !method.args.includes(name)) {
			world.violations.push(`${method.name}: no such argument [json-pointer:/${name}]`);
		}
	}
	const scopes = typeof method.scope === "function" ? method.scope(call) : method.scope;
	return {
		status: 200,
		body: { ok: true, ...(await method.handle(call)) },
		headers: { "X-Accepted-OAuth-Scopes": scopes.join(",") },
	};
}

/** How long a bot may take to try again. */
const retryMs = 10_000;

/** An answer that Slack holds up is still one that somebody waits for. */
function holdUp(call: Call, path: string, waitS: number): void {
	const { world } = call;
	const channel = textArg(call, "channel") || textArg(call, "channel_id");
	const userId =
		world.responseUrls.get(path)?.userId ??
		world.triggers.get(textArg(call, "trigger_id"))?.userId ??
		world.conversations.get(channel)?.directWith ??
		(textArg(call, "user") || textArg(call, "users") || channel);
	promise(world, userId, waitS * 1_000 + retryMs);
}

/** Null: the line is cut. */
function troubled(trouble: SlackTrouble): ApiAnswer | null {
	switch (trouble.kind) {
		case "drop-before":
		case "drop-after":
			return null;
		case "500":
			return { status: 500, body: {}, headers: { "Content-Type": "text/html" } };
		case "internal_error":
			return { status: 200, body: { ok: false, error: "internal_error" } };
		case "429":
			return tooMany(trouble.retryAfterS ?? 1);
	}
}

function tooMany(waitS: number): ApiAnswer {
	return { status: 429, body: { ok: false, error: "ratelimited" }, headers: { "Retry-After": `${waitS}` } };
}

function asAnswer(world: World, name: string, error: unknown): ApiAnswer {
	if (error instanceof SlackError) return { status: 200, body: { ok: false, error: error.code, ...error.more } };
	world.violations.push(`${name}: the fake failed: ${error instanceof Error ? error.stack : String(error)}`);
	return { status: 500, body: {}, headers: { "Content-Type": "text/html" } };
}

function give(world: World, response: ServerResponse, { status, body, headers }: ApiAnswer): void {
	const all = {
		"Content-Type": "application/json; charset=utf-8",
		"X-OAuth-Scopes": [...world.scopes].join(","),
		"X-Slack-Req-Id": crypto.randomUUID().replaceAll("-", ""),
		...headers,
	};
	const isJson = all["Content-Type"].startsWith("application/json");
	response.writeHead(status, all).end(isJson ? JSON.stringify(body) : "<html>Something went wrong</html>");
}
