// Asks a TURN server for relay addresses and for permissions, as a peer with credentials of its shared secret would, and says how it answers.
//   node turn.mjs <host> <port> <secret> <addresses of peers ...>
// Says one line of JSON: a code for each address (0: allowed; RFC 8656, section 9: 403 forbidden), and one for a relay address of TCP, by the name "tcp".
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

const [host, port, secret, ...peers] = process.argv.slice(2);
const username = `${Math.floor(Date.now() / 1000) + 600}:turn.mjs`;
const password = createHmac('sha1', secret).update(username).digest('base64');
const Magic = 0x2112a442;
const [Allocate, CreatePermission] = [0x0003, 0x0008];
const [Username, Integrity, ErrorCode, PeerAddress, Realm, Nonce, Family, Transport] = [0x0006, 0x0008, 0x0009, 0x0012, 0x0014, 0x0015, 0x0017, 0x0019];

function attribute(type, value) {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function words(address) {
  if (!isIPv6(address)) {
    return Buffer.from(address.split('.').map(Number));
  }

  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${((a << 8) | +b).toString(16)}:${((c << 8) | +d).toString(16)}`);
  const [before, after] = plain.split('::').map((half) => half.split(':').filter(Boolean));
  const all = after ? [...before, ...Array(8 - before.length - after.length).fill('0'), ...after] : before;
  return Buffer.concat(all.map((word) => Buffer.from(word.padStart(4, '0'), 'hex')));
}

function peerAddress(address, transaction) {
  const key = Buffer.concat([Buffer.from('2112a442', 'hex'), transaction]);
  const bytes = words(address).map((byte, i) => byte ^ key[i]);
  return Buffer.concat([Buffer.from([0, isIPv6(address) ? 2 : 1]), Buffer.from([(9 ^ 0x2112) >> 8, (9 ^ 0x2112) & 255]), bytes]);
}

function message(method, attributes, transaction, session) {
  const head = (length) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt16BE(method, 0);
    bytes.writeUInt16BE(length, 2);
    bytes.writeUInt32BE(Magic, 4);
    return Buffer.concat([bytes, transaction]);
  };
  if (!session) {
    const body = Buffer.concat(attributes);
    return Buffer.concat([head(body.length), body]);
  }

  const body = Buffer.concat([...attributes, attribute(Username, Buffer.from(username)), attribute(Realm, session.realm), attribute(Nonce, session.nonce)]);
  const key = createHash('md5').update(`${username}:${session.realm}:${password}`).digest();
  const sum = createHmac('sha1', key).update(Buffer.concat([head(body.length + 24), body])).digest();
  return Buffer.concat([head(body.length + 24), body, attribute(Integrity, sum)]);
}

function read(bytes) {
  const found = {};
  for (let at = 20; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at + 2);
    found[bytes.readUInt16BE(at)] = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length + ((4 - (length % 4)) % 4);
  }

  const error = found[ErrorCode];
  return { code: error ? (error[2] & 7) * 100 + error[3] : 0, realm: found[Realm], nonce: found[Nonce] };
}

/** A question and its answer; over UDP and over TCP alike, one at a time. */
function asker(send, listen) {
  let answered;
  listen((bytes) => answered?.(read(bytes)));
  return (method, attributes, session, transaction = randomBytes(12)) =>
    new Promise((resolve) => {
      answered = resolve;
      send(message(method, attributes(transaction), transaction, session));
    });
}

/** A relay address. */
async function allocate(ask, transport, family) {
  const wanted = () => [attribute(Transport, Buffer.from([transport, 0, 0, 0])), attribute(Family, Buffer.from([family, 0, 0, 0]))];
  const session = await ask(Allocate, wanted);
  return { session, code: (await ask(Allocate, wanted, session)).code };
}

setTimeout(() => {
  console.error('No answer within 30 s.');
  process.exit(1);
}, 30_000);

const result = {};
for (const peer of peers) {
  const socket = createSocket('udp4');
  const ask = asker((bytes) => socket.send(bytes, Number(port), host), (hear) => socket.on('message', hear));
  const { session, code } = await allocate(ask, 17, isIPv6(peer) ? 2 : 1);
  if (code) {
    throw new Error(`No relay address for ${peer}: ${code}`);
  }

  result[peer] = (await ask(CreatePermission, (transaction) => [attribute(PeerAddress, peerAddress(peer, transaction))], session)).code;
  socket.close();
}

const stream = connect(Number(port), host);
result.tcp = (await allocate(asker((bytes) => stream.write(bytes), (hear) => stream.on('data', hear)), 6, 1)).code;
console.log(JSON.stringify(result));
process.exit(0);
