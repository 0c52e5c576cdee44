import { useEffect, useRef, useState } from "preact/hooks";
import { Composer, fileCommand } from "./composer.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Icon } from "./icons.tsx";
import { MailView } from "./mail-view.tsx";
import { Avatar } from "./message-view.tsx";
import { Sidebar } from "./sidebar.tsx";
import { type ChannelName, channelOf, threadChannel, threadOf } from "./state.ts";
import { ThreadPane } from "./thread-pane.tsx";
import { Timeline } from "./timeline.tsx";
import { Topbar } from "./topbar.tsx";
import { type Chat, ChatContext, useChat, useChatState } from "./use-chat.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useTheme } from "./use-theme.ts";

export function App() {
	const chat = useChatState();
	return (
		<ChatContext.Provider value={chat}>
			{chat.state.signedOut ? <SignedOut /> : chat.state.setup === null ? <Waiting /> : <Room />}
			<Toasts />
		</ChatContext.Provider>
	);
}

function Waiting() {
	const { t } = useChat();
	return <p class="waiting">{t.loading}</p>;
}

function SignedOut() {
	const { t } = useChat();
	return (
		<main class="signed-out">
			<Avatar name={null} />
			<h1>{t.signInTitle}</h1>
			<p>{t.signIn}</p>
		</main>
	);
}

function Room() {
	const chat = useChat();
	const { state } = chat;
	const [theme, turnTheme] = useTheme();
	useShortcuts(chat, turnTheme);
	const dropping = useDrop(chat);
	useTitle(chat);
	const { route } = state;
	const thread = threadOf(route);
	const pane = route.view === "home" ? "home" : thread === null ? "main" : "thread";
	return (
		<div class={`room ${thread === null ? "" : "with-thread"}`} data-pane={pane}>
			<Topbar theme={theme} onTheme={turnTheme} />
			<Sidebar />
			{route.view === "mail" ? <MailView chosen={route.mail} /> : <Channel name={channelOf(route)} />}
			{thread !== null && <ThreadPane id={thread} />}
			<Dialogs />
			{dropping && <DropHint />}
			<p class="hidden" role="status" aria-live="polite">
				{state.announcement}
			</p>
		</div>
	);
}

function Channel({ name }: { name: ChannelName }) {
	const { t } = useChat();
	const { name: shown, about, empty } = t.channels[name];
	return (
		<main class="channel" id="main" tabIndex={-1}>
			<div class="pane-head">
				<a class="icon-button back" href="#/" aria-label={t.back}>
					<Icon name="back" />
				</a>
				<Icon name="hash" />
				<h1>{shown}</h1>
				<p class="pane-about">{about}</p>
			</div>
			<Timeline channel={name} label={shown} empty={empty} />
			<Composer key={name} channel={name} where={`#${shown}`} />
		</main>
	);
}

/** The browser's tab says how much is new. */
function useTitle({ state }: Chat): void {
	const unread = Object.values(state.unread).reduce((sum, count) => sum + count, 0);
	useEffect(() => {
		document.title = unread === 0 ? "Meldkamer" : `(${unread}) Meldkamer`;
	}, [unread]);
}

/** A file dropped anywhere begins a report in the channel or thread that is open. */
function useDrop({ state, t, entries, show, place, toast }: Chat): boolean {
	const [over, setOver] = useState(false);
	const latest = useRef({ state, t, entries, show, place, toast });
	latest.current = { state, t, entries, show, place, toast };
	useEffect(() => {
		const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
		const onOver = (event: DragEvent): void => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			if (latest.current.state.dialog === null) setOver(true);
		};
		const onLeave = (event: DragEvent): void => {
			if (event.relatedTarget === null) setOver(false);
		};
		const onDrop = (event: DragEvent): void => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setOver(false);
			const now = latest.current;
			const files = event.dataTransfer?.files;
			const entry = fileCommand(now.entries);
			const file = files?.[0];
			if (now.state.dialog !== null || file === undefined || entry === undefined) return;
			if ((files?.length ?? 0) > 1) {
				now.toast(now.t.oneFile);
				return;
			}
			const thread = threadOf(now.state.route);
			const channel = thread === null ? channelOf(now.state.route) : threadChannel(thread);
			now.show({ kind: "command", entry, values: {}, file, place: now.place(channel) });
		};
		addEventListener("dragover", onOver);
		addEventListener("dragleave", onLeave);
		addEventListener("drop", onDrop);
		return () => {
			removeEventListener("dragover", onOver);
			removeEventListener("dragleave", onLeave);
			removeEventListener("drop", onDrop);
		};
	}, []);
	return over;
}

function DropHint() {
	const { t } = useChat();
	return (
		<div class="drop-hint">
			<div>
				<Icon name="upload" />
				<b>{t.dropTitle}</b>
				<span>{t.dropHint}</span>
			</div>
		</div>
	);
}

function Toasts() {
	const { state, t, dismiss } = useChat();
	return (
		<div class="toasts" role="alert">
			{state.toasts.map((toast) => (
				<div key={toast.id} class="toast">
					<Icon name="warn" />
					<span>{toast.text}</span>
					<button type="button" class="icon-button" aria-label={t.dismiss} onClick={() => dismiss(toast.id)}>
						<Icon name="close" />
					</button>
				</div>
			))}
		</div>
	);
}
