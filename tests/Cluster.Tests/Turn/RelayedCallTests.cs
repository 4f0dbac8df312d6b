using SignalFire.Gateway.Ice;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Cluster.Tests.Turn;

public sealed class RelayedCallTests(RelayedCall call) : IClassFixture<RelayedCall>
{
    private static readonly PeerId Alice = PeerId.Parse("alice");

    [Fact]
    public async Task A_data_channel_opens_through_TURN_alone_with_the_credentials_that_the_gateway_hands_out()
    {
        TurnTools.Require();

        AssertConnected(await call.TryAsync());
    }

    [Theory]
    [InlineData("a:colon")]
    [InlineData("o'brien said \"\\hello\\\"")]
    [InlineData("union select")]
    [InlineData("😀 שלום")]
    public async Task Whatever_a_peer_is_called_TURN_takes_its_credentials(string peer)
    {
        TurnTools.Require();

        AssertConnected(await call.TryAsync(TurnCredentials.Of(call.Options(), PeerId.Parse(peer), Now + call.Options().Ttl)));
    }

    [Fact]
    public async Task Credentials_whose_time_has_passed_are_refused()
    {
        TurnTools.Require();
        var options = call.Options();

        AssertRefused(await call.TryAsync(TurnCredentials.Of(options, Alice, Now - TimeSpan.FromSeconds(2))));
    }

    [Fact]
    public async Task Credentials_of_another_secret_are_refused()
    {
        TurnTools.Require();

        AssertRefused(await call.TryAsync(TurnCredentials.Of(call.Options("a-secret-that-was-guessed"), Alice, Now + call.Options().Ttl)));
    }

    [Fact]
    public async Task Credentials_whose_end_was_put_off_are_refused()
    {
        TurnTools.Require();
        var credentials = TurnCredentials.Of(call.Options(), Alice, Now + call.Options().Ttl);

        AssertRefused(await call.TryAsync(credentials with { Username = "9" + credentials.Username![1..] }));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static void AssertConnected(RelayedCallResult result)
    {
        Assert.Equal("hello", result.Received);
        Assert.InRange(result.Relayed, 2, int.MaxValue);
        Assert.DoesNotContain(401, result.Errors);
    }

    private static void AssertRefused(RelayedCallResult result)
    {
        Assert.Contains(401, result.Errors);
        Assert.Equal(0, result.Relayed);
        Assert.Null(result.Received);
    }
}
