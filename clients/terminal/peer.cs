#!/usr/bin/env dotnet
#:property AllowBannedSymbols=true
#:property EnableOrleansContractsAnalyzer=false
#:property PublishAot=false

// A peer for the terminal: prints what it receives, sends each line you type. Run it twice and let the two talk:
//   dotnet run clients/terminal/peer.cs ws://localhost:8080
using System.Net.WebSockets;
using System.Text;

var url = new Uri(args is [var first, ..] ? first : "ws://localhost:8080");
using var socket = new ClientWebSocket();
try
{
    await socket.ConnectAsync(url, CancellationToken.None);
}
catch (WebSocketException unreachable)
{
    Console.Error.WriteLine($"Could not connect to {url}: {unreachable.Message} Is a gateway running there?");
    return 1;
}

var receiving = ReceiveAsync();
while (await Task.WhenAny(receiving, Console.In.ReadLineAsync()) is Task<string?> typed && await typed is { } line)
{
    await socket.SendAsync(Encoding.UTF8.GetBytes(line).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}

if (!receiving.IsCompleted)
{
    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
}

await receiving;
return 0;

async Task ReceiveAsync()
{
    var buffer = new byte[1024 * 1024];
    var length = 0;
    while (await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } received)
    {
        length += received.Count;
        if (received.EndOfMessage)
        {
            Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, length));
            length = 0;
        }
    }

    Console.WriteLine($"closed: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
}
