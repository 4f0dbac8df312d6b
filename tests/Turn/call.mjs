// Two peers of a gateway open a data channel through TURN alone, with the ICE servers that the gateway tells them.
//   node call.mjs <gateway's ws:// URL> [<username> <credential>]
// With a user name and a credential, these take the place of the gateway's. Says one line of JSON:
//   {"relayed":2,"errors":[],"received":"hello"}   relay candidates of both peers, codes of TURN's refusals, what came through the channel
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { RTCPeerConnection } = require('@roamhq/wrtc');
const { WebSocket } = require('ws');

const [url, username, credential] = process.argv.slice(2);
const result = { relayed: 0, errors: [], received: null };
let gathering = 2;

function end(code) {
  console.log(JSON.stringify(result));
  process.exit(code);
}

setTimeout(() => {
  result.late = true;
  end(1);
}, 60_000);

/** A peer of the gateway: its id, its ICE servers, and its messages one by one. */
function connect() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'signalfire.v1');
    const waiting = [];
    const arrived = [];
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'id') {
        const iceServers = username ? message.iceServers.map((server) => ({ ...server, username, credential })) : message.iceServers;
        resolve({ id: message.peerId, iceServers, send: (to, body) => socket.send(JSON.stringify({ peerId: to, ...body })), next });
      } else if (waiting.length > 0) {
        waiting.shift()(message);
      } else {
        arrived.push(message);
      }
    });
    const next = () => (arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolveNext) => waiting.push(resolveNext)));
  });
}

/** Relay-only, so that what gets through went through TURN. */
function open(peer, other) {
  const connection = new RTCPeerConnection({ iceServers: peer.iceServers, iceTransportPolicy: 'relay' });
  connection.onicecandidateerror = (event) => result.errors.push(event.errorCode);
  connection.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) {
      if (!candidate.candidate.includes(' typ relay ')) {
        throw new Error(`Not relayed: ${candidate.candidate}`);
      }

      result.relayed += 1;
      peer.send(other.id, { type: 'ice', candidate });
    } else if (!candidate && --gathering === 0 && result.relayed === 0) {
      end(0);
    }
  };
  return connection;
}

async function hear(peer, other, connection) {
  const early = [];
  while (true) {
    const message = await peer.next();
    if (message.type === 'ice') {
      connection.remoteDescription ? await connection.addIceCandidate(message.candidate) : early.push(message.candidate);
      continue;
    }

    if (message.type !== 'offer' && message.type !== 'answer') {
      throw new Error(`Not expected: ${JSON.stringify(message)}`);
    }

    await connection.setRemoteDescription(message.sdp);
    for (const candidate of early.splice(0)) {
      await connection.addIceCandidate(candidate);
    }

    if (message.type === 'offer') {
      await connection.setLocalDescription(await connection.createAnswer());
      peer.send(other.id, { type: 'answer', sdp: connection.localDescription });
    }
  }
}

const [alice, bob] = await Promise.all([connect(), connect()]);
const fromAlice = open(alice, bob);
const fromBob = open(bob, alice);
fromBob.ondatachannel = ({ channel }) => {
  channel.onmessage = ({ data }) => {
    result.received = data;
    end(0);
  };
};
hear(alice, bob, fromAlice);
hear(bob, alice, fromBob);
const channel = fromAlice.createDataChannel('greeting');
channel.onopen = () => channel.send('hello');
await fromAlice.setLocalDescription(await fromAlice.createOffer());
alice.send(bob.id, { type: 'offer', sdp: fromAlice.localDescription });
