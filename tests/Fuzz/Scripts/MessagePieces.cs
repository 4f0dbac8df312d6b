using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Scripts;

/// <summary>Mutated messages in frames that RFC 6455 allows, however odd.</summary>
internal static class MessagePieces
{
    private const int MaxInSingleBytes = 300;

    public static IEnumerable<Piece> Create(Random random, int messages)
    {
        var mutator = new Mutator(random);
        for (var i = 0; i < messages; i++)
        {
            // What is not UTF-8 ends the connection, and with it the script.
            var text = random.Next(300) == 0 ? mutator.NextNotUtf8() : mutator.Next();
            foreach (var piece in Frame(random, text))
            {
                yield return piece;
            }
        }
    }

    private static IEnumerable<Piece> Frame(Random random, byte[] text) => random.Next(20) switch
    {
        0 when text.Length <= MaxInSingleBytes => Split(random, text, () => 1),
        1 or 2 => Split(random, text, () => random.Next(1, text.Length + 1)),
        3 => [Control(random), Whole(text, Piece.StockMask)],
        _ => [Whole(text, random.Next(10) == 0 ? 0 : (uint)random.Next())],
    };

    private static Piece Whole(byte[] text, uint mask) => new(text, Mask: mask, EndsMessage: true);

    private static IEnumerable<Piece> Split(Random random, byte[] text, Func<int> size)
    {
        for (var from = 0; from < text.Length;)
        {
            var end = Math.Min(text.Length, from + size());
            yield return new Piece(text[from..end], Head: (byte)(from == 0 ? 1 : 0));
            from = end;
            if (random.Next(4) == 0)
            {
                yield return Control(random);
            }
        }

        yield return new Piece([], Head: (byte)(Piece.Final | (text.Length == 0 ? 1 : 0)), EndsMessage: true);
    }

    private static Piece Control(Random random)
    {
        var payload = new byte[random.Next(126)];
        random.NextBytes(payload);
        return new Piece(payload, random.Next(2) == 0 ? Piece.Ping : Piece.Pong);
    }
}
