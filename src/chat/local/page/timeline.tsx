import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LocalMessage } from "../wire.ts";
import { fileCommand } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { MessageView } from "./message-view.tsx";
import { threadChannel } from "./state.ts";
import { useChat } from "./use-chat.ts";

const closeMs = 5 * 60_000;
const nearEndPx = 80;
const nearStartPx = 200;

const sameDay = (a: LocalMessage, b: LocalMessage): boolean =>
	new Date(a.postedAt).toDateString() === new Date(b.postedAt).toDateString();

function follows(message: LocalMessage, previous: LocalMessage | undefined): boolean {
	if (previous === undefined || !sameDay(message, previous)) return false;
	const gapMs = Date.parse(message.postedAt) - Date.parse(previous.postedAt);
	return previous.author === message.author && previous.visibleTo === message.visibleTo && gapMs < closeMs;
}

/** What is to stay where it is, by one of its edges, measured from the box's upper edge. */
interface Anchor {
	readonly element: Element;
	readonly edge: "top" | "bottom";
	readonly px: number;
}

/** The lower edge of the first visible message: so all that is read below it stays, whatever happens in it or above. */
function anchorOf(box: HTMLElement): Anchor | null {
	const edge = box.getBoundingClientRect().top;
	for (const element of box.querySelectorAll<HTMLElement>("[data-message]")) {
		const { bottom } = element.getBoundingClientRect();
		if (bottom > edge) return { element, edge: "bottom", px: bottom - edge };
	}
	return null;
}

/**
 * Keeps the newest in view for who is at the end, and everything where it was for who is not: messages are edited in place and
 * older ones are put in above, and nobody's line of reading may jump for that.
 */
function useScroll(channel: string, newest: LocalMessage | undefined) {
	const box = useRef<HTMLDivElement>(null);
	const atEnd = useRef(true);
	const anchor = useRef<Anchor | null>(null);
	const placedPx = useRef(0);
	const lastSeen = useRef(0);
	const [missed, setMissed] = useState(0);
	const last = newest?.id ?? 0;
	const isAnswer = newest !== undefined && newest.visibleTo !== null;

	const remember = (element: HTMLElement): void => {
		anchor.current = anchorOf(element);
		placedPx.current = element.scrollTop;
	};
	const look = (element: HTMLElement): void => {
		atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
		remember(element);
	};
	// Scrolled since the last look, and the event is still to come: look now, before this render moves things.
	if (box.current !== null && Math.abs(box.current.scrollTop - placedPx.current) > 1) look(box.current);
	const keepPlace = (): void => {
		const element = box.current;
		if (element === null) return;
		const kept = anchor.current;
		if (atEnd.current) element.scrollTop = element.scrollHeight;
		else if (kept?.element.isConnected) {
			const now = kept.element.getBoundingClientRect()[kept.edge] - element.getBoundingClientRect().top;
			element.scrollTop += now - kept.px;
		}
		remember(element);
	};
	const toEnd = (): void => {
		atEnd.current = true;
		setMissed(0);
		keepPlace();
	};

	useLayoutEffect(() => {
		atEnd.current = true;
		anchor.current = null;
		placedPx.current = box.current?.scrollTop ?? 0;
		lastSeen.current = 0;
		setMissed(0);
	}, [channel]);

	useLayoutEffect(keepPlace);

	useLayoutEffect(() => {
		const isNew = lastSeen.current !== 0 && last > lastSeen.current;
		lastSeen.current = last;
		if (!isNew || atEnd.current) return;
		// An answer for this person alone follows on what they just did: they want to see it.
		if (isAnswer) toEnd();
		else setMissed((count) => count + 1);
	}, [last]);

	useEffect(() => {
		const element = box.current;
		const inner = element?.firstElementChild;
		if (!element || !inner) return;
		const watcher = new ResizeObserver(keepPlace);
		watcher.observe(inner);
		watcher.observe(element);
		return () => watcher.disconnect();
	}, []);

	const onScroll = (): void => {
		const element = box.current;
		if (element === null) return;
		look(element);
		if (atEnd.current) setMissed(0);
	};
	/** Who unfolds something wants to see its beginning, not the end of the page. */
	const onClick = (event: Event): void => {
		const unfolded =
			event.target instanceof Element ? event.target.closest("[aria-expanded]")?.closest(".table") : null;
		if (!unfolded || box.current === null) return;
		atEnd.current = false;
		const px = unfolded.getBoundingClientRect().top - box.current.getBoundingClientRect().top;
		anchor.current = { element: unfolded, edge: "top", px };
	};
	return { box, missed, onScroll, onClick, toEnd };
}

export interface TimelineProps {
	readonly channel: string;
	readonly label: string;
	readonly empty: string;
	/** Stands above the first message. */
	readonly top?: ComponentChildren;
}

export function Timeline({ channel, label, empty, top }: TimelineProps) {
	const { state, t, older, go, show, place, entries } = useChat();
	const timeline = state.timelines[channel];
	const { box, missed, onScroll, onClick, toEnd } = useScroll(channel, timeline?.messages.at(-1));
	const report = channel === "cases" || channel === "reports" ? fileCommand(entries) : undefined;
	const [loading, setLoading] = useState(false);
	const more = timeline?.older ?? null;

	const loadOlder = async (): Promise<void> => {
		if (loading || more === null) return;
		setLoading(true);
		await older(channel);
		setLoading(false);
	};
	const scrolled = (): void => {
		onScroll();
		if ((box.current?.scrollTop ?? nearStartPx) < nearStartPx) void loadOlder();
	};
	const threadOf = (id: number) => (channel === "cases" ? state.threads.find((thread) => thread.id === id) : undefined);

	return (
		<div class="timeline">
			<div
				class="scroll"
				ref={box}
				onScroll={scrolled}
				onClickCapture={onClick}
				role="feed"
				aria-label={label}
				aria-busy={timeline === undefined || loading}
			>
				<div class="messages">
					{more !== null && (
						<button type="button" class="quiet load-older" onClick={() => void loadOlder()}>
							{t.loadingOlder}
						</button>
					)}
					{top}
					{timeline !== undefined && timeline.messages.length === 0 && (
						<div class="empty">
							<p>{empty}</p>
							{report !== undefined && (
								<button
									type="button"
									class="primary"
									onClick={() =>
										show({ kind: "command", entry: report, values: {}, file: null, place: place(channel) })
									}
								>
									{t.beginReport}
								</button>
							)}
						</div>
					)}
					{timeline?.messages.map((message, index) => {
						const previous = timeline.messages[index - 1];
						const thread = threadOf(message.id);
						const open = thread && (() => go({ view: "channel", channel: "cases", thread: thread.id }));
						return (
							<div key={message.id} class="entry">
								{(previous === undefined || !sameDay(message, previous)) && <Day at={message.postedAt} />}
								<MessageView
									message={message}
									follows={thread === undefined && follows(message, previous)}
									onOpenThread={open}
									threadMessages={thread?.messages}
									threadUnread={state.unread[threadChannel(message.id)] ?? 0}
								/>
							</div>
						);
					})}
				</div>
			</div>
			{missed > 0 && (
				<button type="button" class="to-end" onClick={toEnd}>
					<Icon name="down" />
					{t.newMessages(missed)}
				</button>
			)}
		</div>
	);
}

function Day({ at }: { at: string }) {
	const { t } = useChat();
	const text = new Date(at).toLocaleDateString(t.locale, { weekday: "long", day: "numeric", month: "long" });
	return (
		<div class="day">
			<span>{text}</span>
		</div>
	);
}
