import { useEffect, useRef } from "preact/hooks";
import { channelOf, channels, threadOf } from "./state.ts";
import type { Chat } from "./use-chat.ts";

const typing = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && target.closest("input, textarea, select, dialog, [role=menu]") !== null;

/** The visible messages of the pane where the focus is, else of the thread, else of the channel. */
function messagesInReach(): HTMLElement[] {
	const pane =
		document.activeElement?.closest(".thread, .channel") ??
		document.querySelector(".thread") ??
		document.querySelector(".channel");
	return [...(pane?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
}

function moveFocus(step: number): void {
	const all = messagesInReach();
	const at = all.findIndex((each) => each.contains(document.activeElement));
	const next = at === -1 ? all.at(-1) : all[Math.max(0, Math.min(all.length - 1, at + step))];
	next?.focus();
	next?.scrollIntoView({ block: "nearest" });
}

function focusComposer(): void {
	const boxes = [...document.querySelectorAll<HTMLTextAreaElement>("[data-composer]")];
	const shown = boxes.filter((box) => box.checkVisibility());
	(shown.find((box) => box.dataset.composer === "thread") ?? shown[0])?.focus();
}

function onKey(event: KeyboardEvent, { state, go, show }: Chat, turnTheme: () => void): boolean {
	const { route } = state;
	const thread = threadOf(route);
	const channel = channels[Number(event.key) - 1];
	if (channel !== undefined) go({ view: "channel", channel, thread: null });
	else if (event.key === "4" && state.setup?.outbox === true) go({ view: "mail", mail: null });
	else if (event.key === "/") focusComposer();
	else if (event.key === "?") show({ kind: "help" });
	else if (event.key === "j") moveFocus(1);
	else if (event.key === "k") moveFocus(-1);
	else if (event.key === "t") turnTheme();
	else if (event.key === "p") document.querySelector<HTMLElement>("#persona-button")?.click();
	else if (event.key === "o" || (event.key === "Enter" && document.activeElement?.matches("[data-message]"))) {
		const link = document.activeElement?.closest("[data-message]")?.querySelector<HTMLElement>(".thread-link");
		link?.click();
		return link !== null && link !== undefined;
	} else if (event.key === "Escape" && thread !== null)
		go({ view: "channel", channel: channelOf(route), thread: null });
	else return false;
	return true;
}

/** Single keys, while nothing is being typed. */
export function useShortcuts(chat: Chat, turnTheme: () => void): void {
	const latest = useRef({ chat, turnTheme });
	latest.current = { chat, turnTheme };
	useEffect(() => {
		const listener = (event: KeyboardEvent): void => {
			const { chat: now, turnTheme: turn } = latest.current;
			if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
			if (now.state.dialog !== null || typing(event.target)) return;
			if (onKey(event, now, turn)) event.preventDefault();
		};
		addEventListener("keydown", listener);
		return () => removeEventListener("keydown", listener);
	}, []);
}
