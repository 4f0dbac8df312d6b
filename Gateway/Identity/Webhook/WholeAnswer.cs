using System.Buffers;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Reads an answer to its end within the bounds of a try, so that one that stops in its middle is a failure like any other.</summary>
/// <param name="maxBytes">How long it may be.</param>
internal sealed class WholeAnswer(int maxBytes) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            response.Content = new ByteArrayContent(await ReadAsync(response.Content, cancellationToken));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        try
        {
            using (content)
            {
                await using var stream = await content.ReadAsStreamAsync(cancellationToken);
                var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, maxBytes + 1), maxBytes + 1, throwOnEndOfStream: false, cancellationToken);
                return length <= maxBytes ? buffer.AsSpan(0, length).ToArray() : throw new AnswerTooLongException();
            }
        }
        catch (IOException lost)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended in its middle.", lost);
        }
        finally
        {
            // It may hold credentials.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
