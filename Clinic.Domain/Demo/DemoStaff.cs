using Clinic.Domain.Doctors;

namespace Clinic.Domain.Demo;

/// <summary>What the doctors of the invented clinic practise.</summary>
internal enum DemoField
{
    Therapy,
    Cardiology,
    Neurology,
    Paediatrics,
    Surgery,
    Ophthalmology,
    Otolaryngology,
    Gynaecology,
    Dermatology,
}

/// <summary>A doctor of the invented clinic, with the room and the minutes per visit of the roster.</summary>
internal sealed record DemoDoctor(DemoField Field, string Room, int Minutes, PersonName Name)
{
    public Doctor Row { get; } = new() { Family = Name.Family, Given = Name.Given, Middle = Name.Middle, Gender = IsWoman(Name) ? Gender.Female : Gender.Male };

    private static bool IsWoman(PersonName name) => name.Middle!.EndsWith("вна", StringComparison.Ordinal);
}

/// <summary>Doctors and specialties; the same people as in the sample roster workbook, so that importing it finds them.</summary>
internal static class DemoStaff
{
    public static Dictionary<DemoField, Specialty> Specialties() => new()
    {
        [DemoField.Therapy] = Named("Терапевт", "General practitioner", "Médecin généraliste"),
        [DemoField.Cardiology] = Named("Кардиолог", "Cardiologist", "Cardiologue"),
        [DemoField.Neurology] = Named("Невролог", "Neurologist", "Neurologue"),
        [DemoField.Paediatrics] = Named("Педиатр", "Paediatrician", "Pédiatre"),
        [DemoField.Surgery] = Named("Хирург", "Surgeon", "Chirurgien"),
        [DemoField.Ophthalmology] = Named("Офтальмолог", "Ophthalmologist", "Ophtalmologue"),
        [DemoField.Otolaryngology] = Named("Оториноларинголог", "ENT specialist", "ORL"),
        [DemoField.Gynaecology] = Named("Гинеколог", "Gynaecologist", "Gynécologue"),
        [DemoField.Dermatology] = Named("Дерматолог", "Dermatologist", "Dermatologue"),
    };

    public static IReadOnlyList<DemoDoctor> Doctors() =>
    [
        new(DemoField.Therapy, "101", 15, new("Соколова", "Марина", "Викторовна")),
        new(DemoField.Therapy, "101", 15, new("Орлов", "Дмитрий", "Сергеевич")),
        new(DemoField.Therapy, "102", 15, new("Гусева", "Наталья", "Петровна")),
        new(DemoField.Cardiology, "103", 30, new("Левин", "Борис", "Аркадьевич")),
        new(DemoField.Cardiology, "103", 30, new("Зайцева", "Елена", "Олеговна")),
        new(DemoField.Neurology, "104", 30, new("Кузьмин", "Алексей", "Геннадьевич")),
        new(DemoField.Neurology, "104", 30, new("Тихонова", "Вера", "Михайловна")),
        new(DemoField.Paediatrics, "105", 20, new("Ахметова", "Гузель", "Рашидовна")),
        new(DemoField.Paediatrics, "106", 20, new("Лебедев", "Игорь", "Николаевич")),
        new(DemoField.Surgery, "107", 20, new("Мельников", "Артём", "Владимирович")),
        new(DemoField.Surgery, "107", 20, new("Мамедов", "Эльчин", "Гасан оглы")),
        new(DemoField.Ophthalmology, "108", 20, new("Никифорова", "Ольга", "Юрьевна")),
        new(DemoField.Otolaryngology, "109", 20, new("Фёдоров", "Константин", "Андреевич")),
        new(DemoField.Gynaecology, "110", 30, new("Ковалёва", "Светлана", "Игоревна")),
        new(DemoField.Gynaecology, "110", 30, new("Римская-Крылова", "Анна", "Львовна")),
        new(DemoField.Dermatology, "102", 20, new("Шарипова", "Динара", "Ильдаровна")),
    ];

    private static Specialty Named(string ru, string en, string fr) => new() { Name = new(ru, en, fr) };
}
