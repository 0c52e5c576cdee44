import type { Chaos } from "./chaos.ts";
import { platformChaos } from "./platform-chaos.ts";
import { roughSlack } from "./slack-trouble.ts";

export const slackChaos: Chaos = platformChaos(roughSlack);
