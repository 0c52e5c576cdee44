import { commands } from "../../../commands/index.ts";
import type { ExamineOptions } from "../../../src/chat/slack/setup/examine.ts";
import { readConfig } from "../../../src/config.ts";
import { hostAnswers } from "../../../src/download/host-answers.ts";
import { slackSettings } from "../../../src/main/slack-settings.ts";

/** What the doctor examines with these settings; in English unless they say otherwise. */
export function examineOptions(settings: Readonly<Record<string, string>>): ExamineOptions {
	const config = readConfig({ HOTLINE_LANGUAGE: "en", ...settings });
	const slack = slackSettings(
		config,
		commands.map(({ spec }) => spec),
	);
	if (slack === null) throw new Error("these settings name no Slack");
	return { ...slack, hostAnswers, configToken: config.SLACK_CONFIG_TOKEN ?? null };
}
