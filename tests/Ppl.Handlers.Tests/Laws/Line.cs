namespace Ppl.Handlers.Tests;

/// <summary>A line of a program drawn at random; the lines after one that opens something are inside it, up to its end.</summary>
internal enum Line
{
    Latent, Vector, Positive, Coin,
    Observation, PartlyObserved, Penalty, Value,
    Parameter, LocalParameter, ParameterAgain,
    WholePlate, SubsampledPlate, OneByOne,
    Scaled, Masked, Blocked, Prefixed, Lifted, Reparameterized, Seeded,
    End, EndOfAll,
}

/// <summary>What a line of mischief throws, and from where.</summary>
internal enum Mischief { Program, Initial, OnTheWayOut, OnTheWayBack, BadShape, Cancellation, PlateLeftOpen }
