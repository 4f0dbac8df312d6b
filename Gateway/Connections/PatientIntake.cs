using SignalFire.Gateway.Sessions;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Waits for room in a full outbox: senders may be faster than a peer for a while, and are held back meanwhile.</summary>
/// <param name="view">Which messages are new to the peer.</param>
/// <param name="outbox">Where they go.</param>
/// <param name="patience">How long a push may wait; its hub gives it up after 2 s.</param>
/// <param name="time">The clock.</param>
internal sealed class PatientIntake(SessionView view, Outbox outbox, TimeSpan patience, TimeProvider time)
{
    /// <summary>Puts the messages of an item in as soon as there is room, all or none.</summary>
    /// <returns>
    /// <see cref="Outbox.Admission.Full"/> when the peer read nothing meanwhile, <see cref="Outbox.Admission.Slow"/> when it read too little;
    /// what else there is as soon as it is known.
    /// </returns>
    public async Task<Outbox.Admission> TakeAsync(AttachmentItem item)
    {
        var started = time.GetTimestamp();
        for (var withoutRoom = Outbox.Admission.Full; ; withoutRoom = Outbox.Admission.Slow)
        {
            // Asked for before the look, so that what is written between the two is not missed.
            var written = outbox.WrittenAsync();
            var admission = view.Take(item, outbox);
            if (admission is not Outbox.Admission.Full)
            {
                return admission;
            }

            var left = patience - time.GetElapsedTime(started);
            try
            {
                // In the process of the peer's grain this began in the grain's turn, which has better things to do than to wait for a socket.
                await written.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return withoutRoom;
            }
        }
    }
}
