using System.Text;
using SignalFire.Gateway.Identity.Webhook;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class WebhookGrantReadingTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2030-05-01T12:00:01Z", 1)]
    [InlineData("2030-05-01T12:00:01.5Z", 1.5)]
    [InlineData("2030-05-01T14:00:01+02:00", 1)]
    [InlineData("2030-05-01T10:00:00.2500000-02:30", 1800.25)]
    public void A_time_is_read_with_its_offset(string text, double seconds)
    {
        var identity = WebhookGrant.Read(Encoding.UTF8.GetBytes($$"""{"expiresAt":"{{text}}"}"""), Noon, out var fault);

        Assert.Null(fault);
        Assert.Equal(Noon.AddSeconds(seconds), identity!.ExpiresAt);
    }

    [Fact]
    public void A_time_that_has_come_is_no_grant() =>
        Assert.Null(WebhookGrant.Read("""{"expiresAt":"2030-05-01T12:00:00Z"}"""u8, Noon, out _));

    [Fact]
    public void Rights_are_read() =>
        Assert.Equivalent(
            new Gateway.Identity.SendRights { Targets = ["bob", "room-*"], MessagesPerSecond = 5, BytesPerSecond = 1000 },
            WebhookGrant.Read("""{"rights":{"targets":["bob","room-*"],"messagesPerSecond":5,"bytesPerSecond":1000}}"""u8, Noon, out _)!.Rights,
            strict: true);

    [Fact]
    public void Rights_to_send_to_nobody_are_read() =>
        Assert.Empty(WebhookGrant.Read("""{"rights":{"targets":[]}}"""u8, Noon, out _)!.Rights.Targets!);
}
