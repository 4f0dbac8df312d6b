using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class HandOverTests : IDisposable
{
    private readonly Bob _bob = new();

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task A_grain_that_forgot_the_attachment_is_told_what_the_connection_took()
    {
        await _bob.AttachAsync();
        _bob.Take(Items.Of("""{"senderId":"alice"}"""));
        var leaving = _bob.Connection.Attachment.DetachAsync(ends: false);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Forgotten);

        var handedOver = await _bob.Grain.HandedOver.NextAsync();
        Assert.Equal(1, handedOver.Request.Copy.LastSeq);
        Assert.NotEmpty(handedOver.Request.Copy.Sources);
        handedOver.Return(DetachOutcome.InGrace);
        Assert.Equal(DetachOutcome.InGrace, await leaving);
    }

    [Fact]
    public async Task An_attach_that_nobody_waits_for_is_not_made()
    {
        var attaching = _bob.Connection.Attachment.AttachAsync(new AttachRequest(_bob.Connection.Id, Resumable: true), new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attaching);
        Assert.False(_bob.Grain.Attaches.HasNext);
    }
}
