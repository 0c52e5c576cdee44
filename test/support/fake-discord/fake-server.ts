import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createCdn } from "./cdn.ts";
import { createControl } from "./control.ts";
import { defaultOptions, type FakeOptions } from "./fake-options.ts";
import { createGateway } from "./gateway.ts";
import { createRestApi } from "./rest-api.ts";
import { compileValidators } from "./validate.ts";
import { createWorld } from "./world.ts";

// The fake's own process. Its parent asks over the IPC channel, and it ends when the parent does.

interface Question {
	readonly id: number;
	readonly method: string;
	readonly args: readonly unknown[];
}

const world = createWorld({ ...defaultOptions, ...(JSON.parse(process.argv[2] ?? "{}") as FakeOptions) });
const rest = createServer(createRestApi(world));
const cdn = createServer(createCdn(world));
const gateway = createGateway(world, rest);
const [restPort, cdnPort] = [await listen(rest), await listen(cdn)];
world.urls = {
	api: `http://127.0.0.1:${restPort}/api`,
	gateway: `ws://127.0.0.1:${restPort}/gateway`,
	cdn: `http://127.0.0.1:${cdnPort}`,
};
compileValidators([
	"MessageCreateRequest",
	"MessageEditRequestPartial",
	"ApplicationCommandUpdateRequest",
	"CreateMessageInteractionCallbackRequest",
	"UpdateMessageInteractionCallbackRequest",
	"ModalInteractionCallbackRequest",
	"ApplicationCommandAutocompleteCallbackRequest",
	"IncomingWebhookInteractionRequest",
	"IncomingWebhookUpdateRequestPartial",
	"CreateTextThreadWithMessageRequest",
	"CreateTextThreadWithoutMessageRequest",
	"CreateForumThreadRequest",
	"UpdateThreadRequestPartial",
]);

const control = createControl(world, gateway);
const methods = new Map<string, unknown>(Object.entries(control));
process.on("message", (question: Question) => {
	const method = methods.get(question.method) as (...args: readonly unknown[]) => unknown;
	Promise.resolve()
		.then(() => method(...question.args))
		.then((value) => process.send?.({ id: question.id, value }))
		.catch((error: unknown) =>
			process.send?.({ id: question.id, error: error instanceof Error ? error.message : String(error) }),
		);
});
process.on("disconnect", () => process.exit(0));
const { ids, people, token, urls, options } = world;
process.send?.({ ready: { ids, people, token, urls, options } });

async function listen(server: Server): Promise<number> {
	server.keepAliveTimeout = 60_000;
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return (server.address() as AddressInfo).port;
}
