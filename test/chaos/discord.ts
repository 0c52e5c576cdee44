import type { Chaos } from "./chaos.ts";
import { roughDiscord } from "./discord-trouble.ts";
import { platformChaos } from "./platform-chaos.ts";

export const discordChaos: Chaos = platformChaos(roughDiscord);
