using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

/// <summary>The peers of the protocol page, each with its present connection.</summary>
internal sealed partial class DocumentedPeers : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, ClientWebSocket> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    public Task ConnectAsync(Uri url, string peer, bool v1) => ConnectAsync(url, peer, v1, query: "");

    /// <summary>Breaks a peer's connection, and has it come back.</summary>
    public Task ResumeAsync(Uri url, string peer, string seq)
    {
        _sockets[peer].Abort();
        return ConnectAsync(url, peer, v1: true, $"&resume={_tokens[peer]}&seq={seq}");
    }

    public Task SendAsync(string peer, string text) => _sockets[peer].SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next message, as the page shows it.</summary>
    public async Task<string> ReceiveAsync(DocumentedStep step)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var received = await _sockets[step.Peer].ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);
            var text = Encoding.UTF8.GetString(buffer, 0, received.Count);
            KeepToken(step.Peer, text);
            text = Token().Replace(text, "\"resumeToken\":\"CfDJ8...\"");
            text = Credential().Replace(text, "\"username\":\"1790000000:${peer}\",\"credential\":\"mQ8x...\"");
            return Milliseconds().Replace(text, "\"afterMs\":1800");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{step.Peer} did not receive {step.Text} within {Deadline}.", late);
        }
    }

    private async Task ConnectAsync(Uri url, string peer, bool v1, string query)
    {
        if (_sockets.Remove(peer, out var older))
        {
            older.Dispose();
        }

        var socket = _sockets[peer] = new ClientWebSocket();
        if (v1)
        {
            socket.Options.AddSubProtocol("signalfire.v1");
        }

        await socket.ConnectAsync(new Uri(url, $"/ws?peerId={peer}{query}"), TestContext.Current.CancellationToken);
    }

    private void KeepToken(string peer, string text)
    {
        if (text.StartsWith("{\"type\":\"id\"", StringComparison.Ordinal) && JsonDocument.Parse(text).RootElement.TryGetProperty("resumeToken", out var token))
        {
            _tokens[peer] = token.GetString()!;
        }
    }

    [GeneratedRegex("\"resumeToken\":\"[^\"]+\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("\"username\":\"[0-9]{10}:(?<peer>[^\"]+)\",\"credential\":\"[A-Za-z0-9+/]{27}=\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();

    [GeneratedRegex("\"afterMs\":[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Milliseconds();
}
