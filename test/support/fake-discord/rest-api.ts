import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { rollTrouble } from "../troubles.ts";
import { ApiError, apiErrors } from "./api-error.ts";
import type { Trouble } from "./fake-discord.ts";
import { createRateLimits, type RateAnswer } from "./rate-limits.ts";
import { readBody } from "./read-body.ts";
import { commandRoutes } from "./rest-commands.ts";
import { interactionRoutes } from "./rest-interactions.ts";
import { messageRoutes } from "./rest-messages.ts";
import { serverRoutes } from "./rest-server.ts";
import { threadRoutes } from "./rest-threads.ts";
import { webhookRoutes } from "./rest-webhooks.ts";
import { type Answer, matchRoute, routeName } from "./route.ts";
import { checkShape } from "./validate.ts";
import { count, type World } from "./world.ts";

const routes = [
	...messageRoutes,
	...threadRoutes,
	...serverRoutes,
	...commandRoutes,
	...interactionRoutes,
	...webhookRoutes,
];
const prefix = "/api/v10";

type Headers = Readonly<Record<string, string>>;

/** Discord's REST API: troubles first, then the limits, then the routes. */
export function createRestApi(world: World): RequestListener {
	const limits = createRateLimits();
	return (request, response) => {
		const url = new URL(request.url ?? "/", "http://localhost");
		const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname;
		const name = routeName(request.method ?? "", path);
		count(world, name);
		const trouble = rollTrouble(world.troubles, [name, `${request.method} ${path}`]);
		if (trouble) count(world, `trouble ${trouble.kind}`);
		if (trouble && suffer(trouble, request, response)) return;
		const isLimited = world.options.rateLimits && !path.startsWith("/interactions/");
		const rate = isLimited ? limits.ask(name, majorOf(path), !path.startsWith("/webhooks/")) : noLimit;
		if (rate.refused) return refuseRate(response, rate.headers, rate.refused.retryAfterS, rate.refused.isGlobal);
		carryOut(world, request, name, path, url.searchParams)
			.catch((error: unknown) => (request.complete ? asAnswer(world, name, error) : null))
			.then((answer) => {
				// The client went away in the middle of its request.
				if (answer === null) return;
				checkAnswer(world, name, answer);
				if (trouble?.kind === "drop-after") return void request.socket.destroy();
				give(response, answer.status, answer.body, { ...rate.headers, ...answer.headers });
			})
			.catch((error: unknown) => world.violations.push(`the fake failed: ${String(error)}`));
	};
}

const noLimit: RateAnswer = { headers: {}, refused: null };

/** What a bucket is counted for: the channel or server, or the interaction's token. */
function majorOf(path: string): string {
	const [, first, id, token] = path.split("/");
	return first === "webhooks" ? `${id}/${token}` : `${id}`;
}

/** True when the request goes no further. */
function suffer(trouble: Trouble, request: IncomingMessage, response: ServerResponse): boolean {
	switch (trouble.kind) {
		case "drop-before":
			request.socket.destroy();
			return true;
		case "500":
			give(response, 500, { message: "500: Internal Server Error", code: 0 });
			return true;
		case "429": {
			const retryAfterS = trouble.retryAfterS ?? 0.2;
			const headers = { "X-RateLimit-Scope": "user", "Retry-After": `${Math.ceil(retryAfterS)}` };
			refuseRate(response, headers, retryAfterS, false);
			return true;
		}
		case "drop-after":
			return false;
	}
}

async function carryOut(
	world: World,
	request: IncomingMessage,
	name: string,
	path: string,
	query: URLSearchParams,
): Promise<Answer> {
	const found = matchRoute(routes, request.method ?? "", path);
	const { json, files } = await readBody(request);
	if (!found) {
		world.violations.push(`${name}: no such route`);
		throw apiErrors.notFound();
	}
	if (found.route.needsBot && isStranger(world, request)) throw apiErrors.unauthorized();
	checkReason(world, request, name);
	return found.route.handle({ world, name, params: found.params, query, body: json, files });
}

function isStranger(world: World, request: IncomingMessage): boolean {
	return world.isTokenRevoked || request.headers.authorization !== `Bot ${world.token}`;
}

function checkReason(world: World, request: IncomingMessage, name: string): void {
	const reason = decodeURIComponent(String(request.headers["x-audit-log-reason"] ?? ""));
	if (reason.length > 512) world.violations.push(`${name}: an audit reason of ${reason.length} characters`);
}

function asAnswer(world: World, name: string, error: unknown): Answer {
	if (error instanceof ApiError) return { status: error.status, body: error.body };
	world.violations.push(`${name}: the fake failed: ${error instanceof Error ? error.stack : String(error)}`);
	return { status: 500, body: { message: "500: Internal Server Error", code: 0 } };
}

/** The schemas demand `flags` of users, which real messages omit, and moments in `Z`, where Discord writes `+00:00`. */
function checkAnswer(world: World, name: string, answer: Answer): void {
	if (!world.options.checkAnswers || !answer.schema) return;
	const body: unknown = JSON.parse(JSON.stringify(answer.body), (_key, value: unknown) => {
		if (typeof value === "string" && value.endsWith("+00:00")) return value.replace("+00:00", "Z");
		return typeof value === "object" && value !== null && "discriminator" in value ? { flags: 0, ...value } : value;
	});
	const isList = answer.schema.endsWith("[]");
	for (const one of isList ? (body as readonly unknown[]) : [body]) {
		for (const { path, message } of checkShape(answer.schema.replace("[]", ""), one).problems) {
			world.violations.push(`answer to ${name}: ${path.join(".")}: ${message}`);
		}
	}
}

function refuseRate(response: ServerResponse, headers: Headers, retryAfterS: number, global: boolean): void {
	give(response, 429, { message: "You are being rate limited.", retry_after: retryAfterS, global }, headers);
}

/** A 204 carries no type: with JSON's the client would parse its emptiness. */
function give(response: ServerResponse, status: number, body?: unknown, headers: Headers = {}): void {
	if (body === undefined) return void response.writeHead(status, { ...headers }).end();
	response.writeHead(status, { ...headers, "Content-Type": "application/json" }).end(JSON.stringify(body));
}
