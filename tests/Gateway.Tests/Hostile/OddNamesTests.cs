using System.Text.Json;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class OddNamesTests(HostileGateway gateway)
{
    private const string Canary = HostileGateway.Canary;

    /// <summary>Names as they stand in a message, between quotes.</summary>
    public static TheoryData<string> Names =>
    [
        "constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "valueOf", "null", "undefined", "NaN", "0", "-1",
        "../../etc/passwd", "%00", "{0}", "{PeerId}", "${jndi:ldap://x}", "'; DROP TABLE peers--", "<script>alert(1)</script>",
        "\u202e\u202d" + Canary, "\u200b", "\u2060bob", "\u0430lice", "al\u0131ce", "\uff41lice", "e\u0301", "\ufeffbob", "\\ud83d\\ude00",
    ];

    /// <summary>Names that nobody can have.</summary>
    public static TheoryData<string> Impossible => ["", " ", "\u00a0", "\\t", "\\u0000", "bob\\u0000", "\\ud800", "bob\\udc00", "\\udc00\\ud800", "\\u007f", new string('k', 129), new string('k', 10_240)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_that_means_something_to_somebody_is_one_that_nobody_has(string name)
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{name}}","x":"{{Canary}}"}""");

        var error = await mallory.ReceiveErrorAsync();
        Assert.Equal("peer-unknown", error.GetProperty("code").GetString());
        Assert.Equal(JsonDocument.Parse($"\"{name}\"").RootElement.GetString(), error.GetProperty("peerId").GetString());
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_name_that_nobody_can_have_is_a_bad_message_and_is_not_repeated(string name)
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{name}}","x":"{{Canary}}"}""");

        Assert.Equal(
            """{"type":"error","code":"bad-message","message":"A target has 1 to 128 bytes of UTF-8, no control characters, and is not white space alone."}""",
            await mallory.ReceiveAsync());
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Impossible))]
    public async Task A_member_may_have_any_name(string name)
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{mallory.Id}}","{{name}}":"{{Canary}}"}""");

        Assert.Equal($$"""{"senderId":"{{mallory.Id}}","peerId":"{{mallory.Id}}","{{name}}":"{{Canary}}"}""", await mallory.ReceiveAsync());
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Impossible))]
    public async Task A_control_message_of_any_other_type_is_a_bad_message_and_is_not_repeated(string type)
    {
        await using var mallory = await gateway.ConnectV1Async();

        await mallory.SendAsync($$"""{"type":"{{type}}","x":"{{Canary}}"}""");

        var error = await mallory.ReceiveAsync();
        Assert.StartsWith("""{"type":"error","code":"bad-message",""", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, error, StringComparison.Ordinal);
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task A_look_alike_of_a_peer_is_not_that_peer()
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{gateway.Bob.Id}}\u200b"}""");

        Assert.Equal("peer-unknown", await mallory.ReceiveErrorCodeAsync());
        Assert.False(gateway.Bob.HasMail);
        await gateway.IsUnhurtAsync();
    }
}
