import { createServer } from "node:http";
import { answerParent } from "../answer-parent.ts";
import { listenOnLoopback } from "../listen-on-loopback.ts";
import { createCdn } from "./cdn.ts";
import { createControl } from "./control.ts";
import { defaultOptions, type FakeOptions } from "./fake-options.ts";
import { createGateway } from "./gateway.ts";
import { createRestApi } from "./rest-api.ts";
import { compileValidators } from "./validate.ts";
import { createWorld } from "./world.ts";

// The fake's own process. Its parent asks over the IPC channel, and it ends when the parent does.

const world = createWorld({ ...defaultOptions, ...(JSON.parse(process.argv[2] ?? "{}") as FakeOptions) });
const rest = createServer(createRestApi(world));
const cdn = createServer(createCdn(world));
const gateway = createGateway(world, rest);
const [restPort, cdnPort] = [await listenOnLoopback(rest), await listenOnLoopback(cdn)];
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

const { ids, people, token, urls, options } = world;
answerParent(createControl(world, gateway), { ids, people, token, urls, options });
