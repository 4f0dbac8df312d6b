using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class AckTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("18446744073709551615")]
    [InlineData("\"a\"")]
    [InlineData("\"\\u0061\\n ü😀\"")]
    [InlineData("\"\"")]
    public async Task A_message_that_is_delivered_is_acked_with_its_ref_byte_for_byte(string reference)
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":{{reference}}}""");

        Assert.Equal($$"""{"type":"ack","ref":{{reference}}}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task The_target_gets_the_ref_as_it_was_sent()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"ref": 7 ,"peerId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","ref": 7 ,"peerId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_target_that_nobody_is_is_an_error_with_the_ref()
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync("""{"peerId":"nobody","ref":7}""");

        Assert.Equal(
            """{"type":"error","ref":7,"code":"peer-unknown","message":"No peer 'nobody' is connected.","peerId":"nobody"}""",
            await alice.ReceiveAsync());
    }

    [Fact]
    public async Task An_array_is_acked_once()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectAsync();
        await using var carol = await gateway.ConnectV1Async();

        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","{{carol.Id}}","{{bob.Id}}"],"ref":8}""");

        Assert.Equal("""{"type":"ack","ref":8}""", await alice.ReceiveAsync());
        await AssertQuietAsync(alice);
    }

    [Fact]
    public async Task The_ack_of_an_array_names_those_that_failed()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","nobody"],"ref":8}""");

        Assert.Equal("""{"type":"ack","ref":8,"failed":[{"peerId":"nobody","code":"peer-unknown"}]}""", await alice.ReceiveAsync());
        await AssertQuietAsync(alice);
    }

    [Theory]
    [InlineData("""["nobody"]""", """[{"peerId":"nobody","code":"peer-unknown"}]""")]
    [InlineData("""["nobody","nobody"]""", """[{"peerId":"nobody","code":"peer-unknown"}]""")]
    public async Task An_array_is_acked_even_if_all_failed(string targets, string failed)
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync($$"""{"peerId":{{targets}},"ref":8}""");

        Assert.Equal($$"""{"type":"ack","ref":8,"failed":{{failed}}}""", await alice.ReceiveAsync());
        await AssertQuietAsync(alice);
    }

    [Fact]
    public async Task Without_a_ref_success_is_silent()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await bob.ReceiveAsync();

        await AssertQuietAsync(alice);
    }

    [Fact]
    public async Task Without_a_ref_each_failure_is_an_error_without_one()
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync("""{"peerId":["nobody"]}""");

        Assert.Equal(
            """{"type":"error","code":"peer-unknown","message":"No peer 'nobody' is connected.","peerId":"nobody"}""",
            await alice.ReceiveAsync());
        await AssertQuietAsync(alice);
    }

    [Theory]
    [InlineData("""{"ref":7}""")]
    [InlineData("""{"type":"nonsense","ref":7}""")]
    [InlineData("""{"type":"seen","ref":7}""")]
    [InlineData("""{"type":"seen","seq":-1,"ref":7}""")]
    [InlineData("""{"type":"seen","seq":9007199254740992,"ref":7}""")]
    [InlineData("""{"peerId":7,"ref":7}""")]
    [InlineData("""{"peerId":null,"ref":7}""")]
    [InlineData("""{"peerId":"","ref":7}""")]
    [InlineData("""{"peerId":" ","ref":7}""")]
    [InlineData("""{"peerId":"\ud800","ref":7}""")]
    [InlineData("""{"peerId":[],"ref":7}""")]
    [InlineData("""{"peerId":["nobody",7],"ref":7}""")]
    [InlineData("""{"peerId":["nobody",""],"ref":7}""")]
    public async Task A_fault_is_answered_once_with_the_ref(string text)
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync(text);

        Assert.StartsWith("""{"type":"error","ref":7,"code":"bad-message",""", await alice.ReceiveAsync(), StringComparison.Ordinal);
        await AssertQuietAsync(alice);
    }

    [Theory]
    [InlineData("""{"peerId":"nobody","ref":{}}""")]
    [InlineData("""{"peerId":"nobody","ref":null}""")]
    [InlineData("""{"peerId":"nobody","ref":1.5}""")]
    [InlineData("""{"peerId":"nobody","ref":7""")]
    [InlineData("""{"peerId":"nobody","ref":7}{}""")]
    [InlineData("[]")]
    public async Task A_fault_without_a_ref_that_can_be_read_is_answered_without_one(string text)
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync(text);

        Assert.StartsWith("""{"type":"error","code":"bad-message",""", await alice.ReceiveAsync(), StringComparison.Ordinal);
        await AssertQuietAsync(alice);
    }

    [Fact]
    public async Task Too_many_targets_are_an_error_with_the_ref_and_nobody_gets_it()
    {
        await using var alice = await gateway.ConnectV1Async();
        var others = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"nobody-{i}\""));

        await alice.SendAsync($$"""{"peerId":["{{alice.Id}}",{{others}}],"ref":7}""");

        Assert.StartsWith("""{"type":"error","ref":7,"code":"too-many-targets",""", await alice.ReceiveAsync(), StringComparison.Ordinal);
        await AssertQuietAsync(alice);
    }

    [Fact]
    public async Task A_classic_peers_ref_is_payload()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectV1Async();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":[]}""");
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}","ref":8}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{bob.Id}}","ref":[]}""", await bob.ReceiveAsync());
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}","ref":8}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task Of_thousands_of_sends_each_is_answered_once()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectV1Async();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3000; i++)
        {
            var target = (i % 3) switch { 0 => $"\"{bob.Id}\"", 1 => "\"nobody\"", _ => $"[\"{bob.Id}\",\"nobody\"]" };
            await alice.SendAsync($$"""{"peerId":{{target}},"ref":{{i}}}""");
            expected.Add((i % 3) switch
            {
                0 => $$"""{"type":"ack","ref":{{i}}}""",
                1 => $$"""{"type":"error","ref":{{i}},"code":"peer-unknown","message":"No peer 'nobody' is connected.","peerId":"nobody"}""",
                _ => $$"""{"type":"ack","ref":{{i}},"failed":[{"peerId":"nobody","code":"peer-unknown"}]}""",
            });
        }

        for (var i = 0; i < 3000; i++)
        {
            var answer = await alice.ReceiveAsync();
            Assert.True(expected.Remove(answer), answer);
        }

        await AssertQuietAsync(alice);
    }

    /// <summary>Nothing more came for her: what she asks for next is answered next.</summary>
    private static async Task AssertQuietAsync(TestPeer alice)
    {
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}","ref":"last"}""");
        Assert.StartsWith($$"""{"senderId":"{{alice.Id}}","seq":1,""", await alice.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"type":"ack","ref":"last"}""", await alice.ReceiveAsync());
    }
}
