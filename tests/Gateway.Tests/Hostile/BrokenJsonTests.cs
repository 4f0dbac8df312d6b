using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class BrokenJsonTests(HostileGateway gateway)
{
    private const string Canary = HostileGateway.Canary;
    private const string NotJson = """{"type":"error","code":"bad-message","message":"A message is one JSON object; this is not valid JSON, or is nested too deep."}""";

    [Fact]
    public async Task A_message_cut_anywhere_is_answered_and_not_repeated()
    {
        await using var mallory = await gateway.ConnectAsync();
        var whole = $$"""{"peerId":"{{mallory.Id}}","{{Canary}}":["\u0041\n",-1.5e3,true,null,{"a":[]}]}""";

        for (var length = 0; length < whole.Length; length++)
        {
            await mallory.SendAsync(whole[..length]);
            Assert.Equal(NotJson, await mallory.ReceiveAsync());
            await HostileGateway.LivesAsync(mallory);
        }

        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("{0}{0}")]
    [InlineData("{0} {0}")]
    [InlineData("{0}\n{0}\n")]
    [InlineData("[{0},{0}]")]
    [InlineData("{0},{0}")]
    [InlineData("{0}\0")]
    [InlineData("{0}//" + Canary)]
    [InlineData("\ufeff{0}")]
    public async Task Several_messages_in_one_reach_nobody(string shape)
    {
        await using var mallory = await gateway.ConnectAsync();
        var message = $$"""{"peerId":"{{mallory.Id}}","x":"{{Canary}}"}""";

        await mallory.SendAsync(shape.Replace("{0}", message, StringComparison.Ordinal));

        Assert.StartsWith("""{"type":"error","code":"bad-message",""", await mallory.ReceiveAsync(), StringComparison.Ordinal);
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("[", "", "]")]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("[{\"" + Canary + "\":", "1", "}]")]
    public async Task A_message_nested_without_end_is_answered(string open, string innermost, string close)
    {
        await using var mallory = await gateway.ConnectAsync();
        var depth = 30_000 / (open.Length + close.Length);

        await mallory.SendAsync($$"""{"peerId":"{{mallory.Id}}","x":{{Repeat(open, depth)}}{{innermost}}{{Repeat(close, depth)}}}""");
        await mallory.SendAsync($$"""{"peerId":"{{mallory.Id}}","x":{{Repeat(open, depth)}}""");

        Assert.Equal(NotJson, await mallory.ReceiveAsync());
        Assert.Equal(NotJson, await mallory.ReceiveAsync());
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task Of_a_thousand_senders_in_a_message_none_is_believed()
    {
        await using var mallory = await gateway.ConnectAsync();
        var forged = Repeat($"\"senderId\":\"{gateway.Bob.Id}\",\"sender\\u0049d\":\"{gateway.Bob.Id}\",", 250);

        await mallory.SendAsync($$"""{{{forged}}"peerId":"{{mallory.Id}}",{{forged}}"x":1}""");

        Assert.Equal($$"""{"senderId":"{{mallory.Id}}","peerId":"{{mallory.Id}}","x":1}""", await mallory.ReceiveAsync());
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task Of_a_thousand_targets_of_the_same_name_the_last_counts()
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{{{Repeat($"\"peerId\":\"{gateway.Bob.Id}\",", 1000)}}"peerId":"{{mallory.Id}}"}""");

        Assert.StartsWith($$"""{"senderId":"{{mallory.Id}}",""", await mallory.ReceiveAsync(), StringComparison.Ordinal);
        Assert.False(gateway.Bob.HasMail);
        await gateway.IsUnhurtAsync();
    }

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
