// Records the signaling of a real WebRTC call between two pages of one headless Chromium. See README.md.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const out = process.argv[2];
if (!out) {
    console.error('usage: node record.mjs <out.jsonl>');
    process.exit(2);
}

const executablePath = process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const args = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream', '--disable-features=WebRtcHideLocalIpsWithMdns',
    ...(process.env.LOOPBACK ? ['--allow-loopback-in-peer-connection'] : []),
];
const patience = 30_000;

/** Runs in the page: one end of the call, and what it says to the other end. */
function installPeer({ self, other }) {
    const connection = new RTCPeerConnection();
    const sent = [];
    const heard = [];
    const faults = [];
    let channel = null;

    // The member order of signal-fire-client 0.2.1: the payload, then type, senderId, receiverId.
    function send(type, payload) {
        const text = JSON.stringify({ ...payload, type, senderId: self, receiverId: other });
        sent.push(text);
        window.signal(text);
    }

    function guard(work) {
        return work.catch(error => { faults.push(String(error)); });
    }

    async function offer(options) {
        await connection.setLocalDescription(await connection.createOffer(options));
        send('offer', { sdp: connection.localDescription });
    }

    async function share(constraints) {
        const stream = await navigator.mediaDevices.getUserMedia(constraints);
        return () => stream.getTracks().forEach(track => connection.addTrack(track, stream));
    }

    function useChannel(opened) {
        channel = opened;
        channel.onmessage = event => {
            heard.push(event.data);
            if (event.data.startsWith('ping ')) {
                channel.send(event.data.replace('ping', 'pong'));
            }
        };
    }

    async function receive(message) {
        switch (message.type) {
            case 'offer': {
                const first = connection.currentRemoteDescription === null;
                const addTracks = first ? await share({ audio: true, video: true }) : () => { };
                await connection.setRemoteDescription(message.sdp);
                addTracks();
                await connection.setLocalDescription(await connection.createAnswer());
                send('answer', { sdp: connection.localDescription });
                break;
            }
            case 'answer':
                await connection.setRemoteDescription(message.sdp);
                break;
            case 'ice':
                await connection.addIceCandidate(message.candidate);
                break;
            default:
                throw new Error(`unknown type ${message.type}`);
        }
    }

    connection.onicecandidate = event => send('ice', { candidate: event.candidate });
    connection.onnegotiationneeded = () => guard(offer());
    connection.ondatachannel = event => useChannel(event.channel);

    window.peer = {
        sent, heard, faults,
        receive: text => guard(receive(JSON.parse(text))),
        async call() {
            const addTracks = await share({ audio: true, video: true });
            useChannel(connection.createDataChannel('chat'));
            addTracks();
        },
        addVideo: async () => (await share({ video: { width: 320, height: 240 } }))(),
        restartIce: () => offer({ iceRestart: true }),
        say: text => channel.send(text),
        async state() {
            const stats = [...(await connection.getStats()).values()];
            const ufrag = /a=ice-ufrag:(\S+)/;
            const transport = stats.find(entry => entry.type === 'transport');
            const pair = stats.find(entry => entry.id === transport?.selectedCandidatePairId);
            const inbound = stats.filter(entry => entry.type === 'inbound-rtp');
            return {
                connection: connection.connectionState,
                signaling: connection.signalingState,
                gathering: connection.iceGatheringState,
                channel: channel?.readyState ?? null,
                localUfrag: ufrag.exec(connection.currentLocalDescription?.sdp ?? '')?.[1] ?? null,
                pairUfrag: stats.find(entry => entry.id === pair?.localCandidateId)?.usernameFragment ?? null,
                audioHeard: inbound.filter(entry => entry.kind === 'audio' && entry.packetsReceived > 0).length,
                videosSeen: inbound.filter(entry => entry.kind === 'video' && entry.framesDecoded > 0).length,
            };
        },
    };
}

function check(condition, what) {
    if (!condition) {
        throw new Error(`not so: ${what}`);
    }
}

const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>call</title>'));
await new Promise(resolve => server.listen(0, 'localhost', resolve));
let browser;
try {
    browser = await chromium.launch({ executablePath, args });
    const context = await browser.newContext();
    const recording = [];
    const pages = { caller: await context.newPage(), callee: await context.newPage() };
    const deliveries = { caller: Promise.resolve(), callee: Promise.resolve() };

    for (const [from, to] of [['caller', 'callee'], ['callee', 'caller']]) {
        await pages[from].exposeFunction('signal', text => {
            recording.push({ from, text });
            deliveries[to] = deliveries[to].then(() => pages[to].evaluate(signal => window.peer.receive(signal), text));
        });
        await pages[from].goto(`http://localhost:${server.address().port}/`);
        await pages[from].evaluate(installPeer, { self: from.toUpperCase(), other: to.toUpperCase() });
    }

    /** Waits until both ends are connected and quiet, and what else `also` asks of each; gives the two states. */
    async function settled(stage, also) {
        const deadline = Date.now() + patience;
        for (;;) {
            const before = recording.length;
            await Promise.all(Object.values(deliveries));
            const states = {
                caller: await pages.caller.evaluate(() => window.peer.state()),
                callee: await pages.callee.evaluate(() => window.peer.state()),
            };
            const quiet = Object.values(states).every(state => state.connection === 'connected' && state.signaling === 'stable'
                && state.gathering === 'complete' && state.channel === 'open' && state.pairUfrag === state.localUfrag);
            if (quiet && before === recording.length && Object.entries(states).every(([name, state]) => also(state, name))) {
                await converse(stage);
                return states;
            }
            check(Date.now() < deadline, `${stage} settled: ${JSON.stringify(states)}`);
            await new Promise(resolve => setTimeout(resolve, 100));
        }
    }

    /** Each end says something over the data channel and hears it come back. */
    async function converse(stage) {
        for (const page of Object.values(pages)) {
            await page.evaluate(text => window.peer.say(`ping ${text}`), stage);
        }
        for (const page of Object.values(pages)) {
            await page.waitForFunction(
                text => window.peer.heard.includes(`ping ${text}`) && window.peer.heard.includes(`pong ${text}`),
                stage, { timeout: patience });
        }
    }

    const stages = [];
    const began = name => stages.push({ name, at: recording.length });

    began('call');
    await pages.caller.evaluate(() => window.peer.call());
    const first = await settled('call', state => state.audioHeard === 1 && state.videosSeen === 1);

    began('second video');
    await pages.caller.evaluate(() => window.peer.addVideo());
    await settled('second video', (state, name) => state.videosSeen === (name === 'callee' ? 2 : 1));

    began('second video back');
    await pages.callee.evaluate(() => window.peer.addVideo());
    await settled('second video back', state => state.videosSeen === 2);

    began('ice restart');
    await pages.caller.evaluate(() => window.peer.restartIce());
    await settled('ice restart', (state, name) => state.localUfrag !== first[name].localUfrag && state.videosSeen === 2);

    // What was recorded is what the pages sent, in their order, and every message is of the promised shape.
    for (const name of Object.keys(pages)) {
        const page = await pages[name].evaluate(() => ({ sent: window.peer.sent, faults: window.peer.faults }));
        check(page.faults.length === 0, `${name} without faults: ${page.faults}`);
        const recorded = recording.filter(line => line.from === name).map(line => line.text);
        check(JSON.stringify(recorded) === JSON.stringify(page.sent), `${name} recorded as sent`);
    }
    for (const { from, text } of recording) {
        const message = JSON.parse(text);
        const other = from === 'caller' ? 'callee' : 'caller';
        check(message.senderId === from.toUpperCase() && message.receiverId === other.toUpperCase(), `ids of ${text}`);
        check(text.split('CALLER').length === 2 && text.split('CALLEE').length === 2, `each id once in ${text}`);
        check(JSON.stringify(message) === text, `${text} survives a round trip`);
    }
    const summary = stages.map(({ name, at }, index) => {
        const messages = recording.slice(at, stages[index + 1]?.at).map(({ from, text }) => ({ from, ...JSON.parse(text) }));
        const count = type => messages.filter(message => message.type === type).length;
        check(messages[0].type === 'offer' && count('offer') === 1 && count('answer') === 1, `${name} is one offer and one answer`);
        return { name, messages: messages.length, ice: count('ice'), offeredBy: messages[0].from };
    });
    for (const stage of [summary[0], summary.at(-1)]) {
        check(stage.ice >= 4, `${stage.name} has candidates`);
    }

    const head = {
        recorded: new Date().toISOString().slice(0, 10),
        browser: `Chromium ${browser.version()}`,
        how: 'record/record.mjs: two pages of one headless browser, fake camera and microphone, data channel, trickle ICE; '
            + `stages: ${summary.map(({ name, messages, offeredBy }) => `${name} (${messages}, offered by ${offeredBy})`).join(', ')}`,
    };
    writeFileSync(out, [head, ...recording].map(line => `${JSON.stringify(line)}\n`).join(''));

    const sizes = recording.map(({ text }) => Buffer.byteLength(text)).sort((a, b) => a - b);
    console.log(head.browser);
    console.table(summary);
    console.log({ messages: sizes.length, min: sizes[0], median: sizes[sizes.length >> 1], max: sizes.at(-1) });
} finally {
    await browser?.close();
    server.close();
}
