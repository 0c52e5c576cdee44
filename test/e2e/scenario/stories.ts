import { commandStories } from "./commands.ts";
import { contacts } from "./contacts.ts";
import { files } from "./files.ts";
import { longest } from "./longest.ts";
import { mainJob } from "./main-job.ts";
import { restarts } from "./restarts.ts";
import { sending } from "./sending.ts";
import type { Story } from "./stage.ts";
import { steering } from "./steering.ts";
import { testMails } from "./test-mails.ts";
import { voting } from "./voting.ts";

/** The main job and its side roads, each told once, in the order in which they are played. */
export const stories: readonly Story[] = [
	mainJob,
	...voting,
	...files,
	...contacts,
	...sending,
	...testMails,
	...steering,
	...commandStories,
	restarts,
	longest,
];
