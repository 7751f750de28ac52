using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Demo;

/// <summary>A visit type, the field it belongs to (null for all) and how often it is booked.</summary>
internal sealed record DemoVisitType(DemoField? Field, int Weight, VisitType Row);

/// <summary>Visit types and prices in roubles.</summary>
internal static class DemoVisitTypes
{
    private const string FirstVisit = "Первичный приём";

    public static IReadOnlyList<DemoVisitType> All() =>
    [
        // No length of its own: the minutes per visit of the roster count.
        new(null, 50, new() { Name = new(FirstVisit, "First visit", "Première consultation"), Kind = VisitKind.First, Price = 2500, SortOrder = 10 }),
        new(null, 30, new() { Name = new("Повторный приём", "Follow-up visit", "Consultation de suivi"), Kind = VisitKind.Repeat, Minutes = 15, Price = 1800, SortOrder = 20 }),
        new(DemoField.Therapy, 8, Type("Профилактический осмотр", "Check-up", "Bilan de santé", 40, 3900)),
        new(DemoField.Therapy, 8, Type("Справка в бассейн", "Certificate for the swimming pool", "Certificat pour la piscine", 10, 900)),
        new(DemoField.Cardiology, 15, Type("ЭКГ с расшифровкой", "ECG with interpretation", "ECG avec interprétation", 15, 1200)),
        new(DemoField.Cardiology, 15, Type("УЗИ сердца (ЭхоКГ)", "Heart ultrasound (echocardiography)", "Échographie cardiaque", 30, 3200, after: 10)),
        new(DemoField.Neurology, 15, Type("Лечебная блокада", "Therapeutic nerve block", "Infiltration", 30, 3500, before: 5, after: 10)),
        new(DemoField.Paediatrics, 20, Type("Прививка с осмотром", "Vaccination with examination", "Vaccination avec examen", 20, 2700, after: 10)),
        new(DemoField.Surgery, 25, Type("Перевязка, снятие швов", "Dressing, removal of stitches", "Pansement, retrait de fils", 15, 1100, after: 5)),
        new(DemoField.Surgery, 8, Type("Малая хирургическая операция", "Minor surgery", "Petite chirurgie", 45, 7800, before: 10, after: 15, online: false)),
        new(DemoField.Ophthalmology, 25, Type("Комплексная проверка зрения", "Full eye examination", "Bilan visuel complet", 40, 3400)),
        new(DemoField.Otolaryngology, 20, Type("Эндоскопия ЛОР-органов", "ENT endoscopy", "Endoscopie ORL", 30, 3000, after: 10)),
        new(DemoField.Gynaecology, 25, Type("УЗИ органов малого таза", "Pelvic ultrasound", "Échographie pelvienne", 20, 2600, after: 5)),
        new(DemoField.Dermatology, 30, Type("Дерматоскопия", "Dermatoscopy", "Dermatoscopie", 20, 2200)),
    ];

    /// <summary>The visit types each doctor offers, some with a length or price of the doctor's own.</summary>
    public static IEnumerable<DoctorVisitType> Offered(IReadOnlyList<DemoDoctor> doctors, IReadOnlyList<DemoVisitType> types) =>
        from doctor in doctors
        from type in types
        where type.Field is null || type.Field == doctor.Field
        let own = type.Row.Name.Ru == FirstVisit ? OwnFirstVisit(doctor) : (null, null)
        select new DoctorVisitType { DoctorId = doctor.Row.Id, VisitTypeId = type.Row.Id, Minutes = own.Minutes, Price = own.Price };

    private static (int? Minutes, decimal? Price) OwnFirstVisit(DemoDoctor doctor) => doctor.Name.Family switch
    {
        "Соколова" => (20, 3100),
        "Левин" => (40, 4200),
        "Римская-Крылова" => (40, 3900),
        "Ахметова" => (30, 2900),
        "Кузьмин" or "Тихонова" or "Зайцева" => (null, 2900),
        "Ковалёва" => (null, 2700),
        _ => (null, null),
    };

    private static VisitType Type(string ru, string en, string fr, int minutes, decimal price, int before = 0, int after = 0, bool online = true) => new()
    {
        Name = new(ru, en, fr),
        Minutes = minutes,
        Price = price,
        BufferBefore = before,
        BufferAfter = after,
        Preparation = DemoPreparations.Of(ru),
        BookableOnline = online,
        SortOrder = 30,
    };
}
